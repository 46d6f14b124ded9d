import { z } from 'zod'
import { authorize } from '../access/authorize'
import { may } from '../access/decide'
import { targetColumns, targetOf } from '../access/target'
import { db } from '../db/client'
import { NotFound } from '../errors'
import { type Caller, displayName } from '../principal'
import { needsPrivacyStatement } from '../identity/accounts/accept-privacy-statement'
import { findInvitation } from './find-invitation'
import type { FoundInvitation } from './find-invitation.sql'
import { invitationState } from './invitation-state'
import { maskAddress } from '../words/mask-address'
import { Token } from '../secrets'

export const GetInvitation = z.object({ token: Token })
export type GetInvitation = z.infer<typeof GetInvitation>

/** Who is looking at an invitation. `invited`: signed in with its address; `owes`: with the statement still to accept. */
export type Visitor =
  { kind: 'stranger' } | { kind: 'other'; address: string } | { kind: 'invited'; resourceId: string; owes: boolean }

/**
 * What an invitation says to whoever holds its link. Changes nothing, however often and by whomever it is
 * asked. Whoever shares or governs the resource is told what became of it (`sent`). One that opens nothing any longer
 * names the inviter alone. Throws `NotFound` for an unknown token, and
 * to the invited, before anything is accepted, `AccessDenied` or `ControlRequired` where policies stand before it.
 */
export async function getInvitation(caller: Caller, { token }: GetInvitation) {
  const invitation = await findInvitation(db(), token)
  if (!invitation) throw new NotFound('invitation')
  const { name: organizationName, privacyStatement } = await db().organization.findUniqueOrThrow({
    where: { id: 1 },
    select: { name: true, privacyStatement: true },
  })
  const state = invitationState(invitation)
  const inviter = displayName({ name: invitation.inviterName, address: invitation.inviterAddress })
  const sent = await sentBy(caller, invitation)
  if (sent) return { state: 'sent' as const, now: state, inviter, ...sent }
  if (state !== 'open') return { state, organizationName, inviter }
  const { title, kind, role, endsAt, expiresAt, message } = invitation
  const resource = { title, kind, role: role!, endsAt }
  return {
    state,
    organizationName,
    privacyStatement,
    inviter,
    inviterAddress: invitation.inviterAddress,
    resource,
    message,
    /** Null: accepted before, so that the link is the way back. */
    expiresAt: invitation.redeemedAt ? null : expiresAt,
    maskedAddress: maskAddress(invitation.address),
    visitor: await visitorOf(caller, invitation),
  }
}

/** To whoever shares or governs the resource an invitation is theirs to look after, not one for another address. */
async function sentBy(
  caller: Caller,
  { principalId, resourceId, title, address, expiresAt, redeemedAt, known }: FoundInvitation,
) {
  if (caller.kind !== 'person' || caller.principal.id === principalId) return null
  const target = targetOf(
    await db().resource.findUniqueOrThrow({ where: { id: resourceId }, select: targetColumns(caller) }),
  )
  if (!may(caller, 'resource.manage', target)) return null
  return {
    mine: may(caller, 'invitation.copy', target),
    resourceId,
    title,
    maskedAddress: maskAddress(address),
    waitsUntil: redeemedAt || known ? null : expiresAt,
  }
}

async function visitorOf(
  caller: Caller,
  { principalId, resourceId, spaceId, labelId }: FoundInvitation,
): Promise<Visitor> {
  if (caller.kind !== 'person') return { kind: 'stranger' }
  const { id, address } = caller.principal
  if (id !== principalId) return { kind: 'other', address }
  const owes = await needsPrivacyStatement(db(), caller)
  if (owes) authorize(caller, 'invitation.redeem', { principalId, resourceId, spaceId, labelId })
  return { kind: 'invited', resourceId, owes }
}
