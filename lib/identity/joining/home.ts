import type { Principal } from '../../principal'
import { linkToken } from '../../secrets'
import type { Claim } from '../sessions/proven'
import { stepPath } from './step-path'

/** Returns the path of a person's own page: what a member shares, or what is shared with a guest. */
export const homePath = ({ kind }: Pick<Principal, 'kind'>) => (kind === 'member' ? '/shares' : '/shared-with-me')

/**
 * Returns the path to open after an address was proven. Computes the token of a link from its id, since no token is stored.
 */
export function homeOf(
  principal: Pick<Principal, 'kind'>,
  { returnTo, invitationId, shareLinkId }: Pick<Claim, 'returnTo' | 'invitationId' | 'shareLinkId'>,
) {
  if (shareLinkId) return `/links/${linkToken('share-link', shareLinkId)}`
  if (invitationId) return `/invitations/${linkToken('invitation', invitationId)}`
  // Checked again: another version of Foyer may have accepted the path, when the code was asked for.
  return returnTo ? stepPath(returnTo) : homePath(principal)
}
