import type { Principal } from '../../principal'
import { linkToken } from '../../secrets'
import type { Proven } from '../sessions/proven'
import { stepPath } from './step-path'

/** A person's own page: what they share, or what is shared with them. */
export const homePath = ({ kind }: Pick<Principal, 'kind'>) => (kind === 'member' ? '/shares' : '/shared-with-me')

/** Where a person goes after proving an address. A link's token is made anew from its id: none is ever stored. */
export function homeOf(
  principal: Pick<Principal, 'kind'>,
  { returnTo, invitationId, shareLinkId }: Pick<Proven, 'returnTo' | 'invitationId' | 'shareLinkId'>,
) {
  if (shareLinkId) return `/links/${linkToken('share-link', shareLinkId)}`
  if (invitationId) return `/invitations/${linkToken('invitation', invitationId)}`
  // Looked at again: it was kept by whatever version of Foyer asked for the code.
  return returnTo ? stepPath(returnTo) : homePath(principal)
}
