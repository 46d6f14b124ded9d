import { isOver, now } from '../clock'
import type { FoundInvitation } from './find-invitation.sql'

export type InvitationState = 'open' | 'expired' | 'ended' | 'closed' | 'withdrawn' | 'blocked'

type Facts = Pick<
  FoundInvitation,
  | 'expiresAt'
  | 'redeemedAt'
  | 'withdrawnAt'
  | 'deletedAt'
  | 'blockedAt'
  | 'removedAt'
  | 'known'
  | 'role'
  | 'endsAt'
  | 'revokedAt'
  | 'inviterOut'
>

/**
 * What an invitation is at a moment. Once it was accepted, or where there is nothing left to accept, it is the
 * shortcut to the resource for as long as the access lasts, whatever becomes of whoever sent it. `closed`: still to be
 * accepted, and whoever sent it is disabled.
 */
export function invitationState(facts: Facts, at = now()): InvitationState {
  if (facts.removedAt || facts.withdrawnAt || facts.deletedAt) return 'withdrawn'
  if (facts.role === null || facts.revokedAt) return 'withdrawn'
  if (facts.blockedAt) return 'blocked'
  if (isOver(facts.endsAt, at)) return 'ended'
  const accepted = facts.redeemedAt !== null || facts.known
  if (accepted) return 'open'
  if (isOver(facts.expiresAt, at)) return 'expired'
  return facts.inviterOut ? 'closed' : 'open'
}
