import { z } from 'zod'
import { authorize } from '../access/authorize'
import { openInvitations } from '../access/live'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { db } from '../db/client'
import { transaction, type Tx } from '../db/transaction'
import { requireRoom } from '../disk'
import { Conflict, NotFound } from '../errors'
import type { Caller } from '../principal'
import { acceptPrivacyStatement } from '../identity/accounts/accept-privacy-statement'
import { findInvitation } from './find-invitation'
import type { FoundInvitation } from './find-invitation.sql'
import { invitationState } from './invitation-state'
import { Token } from '../secrets'

export const RedeemInvitation = z.object({
  token: Token,
  acceptPrivacy: z.stringbool().or(z.boolean()).default(false),
})
export type RedeemInvitation = z.output<typeof RedeemInvitation>

/**
 * Accepts an invitation, once however many ask at a time, with the privacy statement where that is still to be
 * accepted; answers with the resource. Throws `NotFound`, `AccessDenied` for anyone but the invited, `Conflict`
 * where it opens nothing any longer, `Invalid` for `acceptPrivacy`.
 */
export async function redeemInvitation(
  caller: Caller,
  { token, acceptPrivacy }: RedeemInvitation,
): Promise<{ resourceId: string }> {
  const invitation = await findInvitation(db(), token)
  if (!invitation) throw new NotFound('invitation')
  authorize(caller, 'invitation.redeem', {
    principalId: invitation.principalId,
    resourceId: invitation.resourceId,
    spaceId: invitation.spaceId,
    labelId: invitation.labelId,
  })
  requireRoom()
  await transaction(async (tx) => {
    const first = await markRedeemed(tx, invitation)
    // Read once more under the row's lock: it may have been withdrawn, or redeemed, this very moment.
    const current = await findInvitation(tx, token)
    if (!current || invitationState(current) !== 'open')
      throw new Conflict('invitation.over', 'This invitation opens nothing any longer.', { showAnew: true })
    await acceptPrivacyStatement(tx, caller, acceptPrivacy)
    if (first) await recordRedemption(tx, caller, invitation)
  })
  return { resourceId: invitation.resourceId }
}

async function markRedeemed(tx: Tx, { id, known }: FoundInvitation) {
  const at = now()
  const { count } = await tx.invitation.updateMany({
    where: {
      id,
      ...(known ? { redeemedAt: null, withdrawnAt: null } : openInvitations(at)),
    },
    data: { redeemedAt: at },
  })
  return count === 1
}

const recordRedemption = (tx: Tx, caller: Caller, { id, principalId, resourceId }: FoundInvitation) =>
  recordAuditEvent(tx, caller, 'invitation.redeemed', { principalId, resourceId, detail: { invitationId: id } })
