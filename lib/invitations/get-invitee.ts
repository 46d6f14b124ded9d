import { z } from 'zod'
import { db } from '../db/client'
import { Conflict, NotFound } from '../errors'
import type { Caller } from '../principal'
import { findInvitation } from './find-invitation'
import { invitationState } from './invitation-state'
import { Token } from '../secrets'

export const GetInvitee = z.object({ token: Token })
export type GetInvitee = z.infer<typeof GetInvitee>

/**
 * The address that an invitation's code goes to: always the one it was written for, never one from a form.
 * Throws `NotFound` for an unknown token, `Conflict` where the invitation opens nothing any longer.
 */
export async function getInvitee(_caller: Caller, { token }: GetInvitee) {
  const invitation = await findInvitation(db(), token)
  if (!invitation) throw new NotFound('invitation')
  if (invitationState(invitation) !== 'open')
    throw new Conflict('invitation.over', 'This invitation opens nothing any longer.', { showAnew: true })
  return { address: invitation.address }
}
