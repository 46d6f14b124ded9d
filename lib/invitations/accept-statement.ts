import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { openInvitations } from '../access/live'
import { recordAuditEvents } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import type { Caller } from '../principal'
import { acceptPrivacyStatement } from '../identity/accounts/accept-privacy-statement'

export const AcceptStatement = z.object({ acceptPrivacy: z.stringbool().or(z.boolean()).default(false) })
export type AcceptStatement = z.output<typeof AcceptStatement>

/**
 * Accepts the privacy statement for a guest who came in by another way than an invitation's link, or whom it
 * has changed for; with it, every invitation that waits for this guest. Throws `Invalid` for `acceptPrivacy`.
 */
export async function acceptStatement(caller: Caller, { acceptPrivacy }: AcceptStatement) {
  const { principal } = signedIn(caller)
  authorize(caller, 'privacy-statement.accept', { principalId: principal.id })
  await transaction(async (tx) => {
    await acceptPrivacyStatement(tx, caller, acceptPrivacy)
    await redeemWaiting(tx, caller, principal.id)
  })
}

async function redeemWaiting(tx: Tx, caller: Caller, principalId: string) {
  const at = now()
  const redeemed = await tx.invitation.updateManyAndReturn({
    where: {
      principalId,
      ...openInvitations(at),
    },
    data: { redeemedAt: at },
    select: { id: true, resourceId: true },
  })
  const subjects = redeemed.map(({ id, resourceId }) => ({ principalId, resourceId, detail: { invitationId: id } }))
  await recordAuditEvents(tx, caller, 'invitation.redeemed', subjects)
}
