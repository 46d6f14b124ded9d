import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { transaction, type Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { dropMail, putMailBack } from '../mail/drop-mail'
import { holdWaitingMail } from '../mail/hold-waiting-mail'
import { callerId, type Caller } from '../principal'
import { findManagedGrant, type ManagedGrant } from './find-managed-resource'
import { undoEnding } from './undo-ending'

export const RestoreGrant = z.object({ grantId: z.uuid() })
export type RestoreGrant = z.output<typeof RestoreGrant>

/**
 * Undoes the caller's own revocation of a grant, within `UNDO_TAKEN` milliseconds. Reopens its invitation and drops the mail
 * about the revocation. Throws `NotFound`, and `Conflict` where it is too late, or another person ended the grant.
 */
export async function restoreGrant(caller: Caller, { grantId }: RestoreGrant) {
  const grant = await findManagedGrant(caller, grantId)
  authorize(caller, 'grant.restore', grant.resource)
  await transaction(async (tx) => {
    const undone = await undoEnding(tx, caller, grantId)
    if (!undone || !(await holdWaitingMail(tx, { grantId, template: 'access-removed' })))
      throw new Conflict('undo.too-late', whyNot(caller, grant))
    const { principalId, resourceId, endedAt } = undone
    await reopenInvitation(tx, caller, undone)
    await dropMail(tx, caller, { grantId, templates: ['access-removed'] })
    await putMailBack(tx, { grantId, templates: ['invitation', 'access-added'], since: endedAt })
    await recordAuditEvent(tx, caller, 'grant.restored', { principalId, resourceId, detail: { grantId } })
  })
}

function whyNot(caller: Caller, { principal: { address }, principalId, revokedAt, revokedById }: ManagedGrant) {
  if (!revokedAt) return `${address} has access already.`
  if (revokedById === callerId(caller)) return `It is too late to undo this. Invite ${address} again.`
  if (revokedById === principalId) return `${address} gave this access up. Invite them again.`
  return `Somebody else ended the access of ${address}. It can only be given anew: by an invitation.`
}

/** Reopens the invitation that was withdrawn together with the grant, by the caller and at the same time. */
const reopenInvitation = (
  tx: Tx,
  caller: Caller,
  { principalId, resourceId, endedAt }: { principalId: string; resourceId: string; endedAt: Date },
) =>
  tx.invitation.updateMany({
    where: { principalId, resourceId, withdrawnAt: endedAt, withdrawnById: callerId(caller) },
    data: { withdrawnAt: null, withdrawnById: null },
  })
