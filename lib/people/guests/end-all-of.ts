import { recordAuditEvent, recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { endSessionsOf } from '../../identity/end-sessions-of'
import { dropMails } from '../../mail/drop-mail'
import { callerId, type Caller } from '../../principal'

/**
 * Ends everything that a guest who was just marked as removed has here, in the caller's transaction, and records the
 * removal. `cause` is kept in the trail.
 */
export async function endAllOf(tx: Tx, caller: Caller, principalId: string, cause?: string) {
  const sessions = await endSessionsOf(tx, caller, { principalId, cause: 'guest removed' })
  const grants = await revokeGrants(tx, caller, principalId)
  const invitations = await withdrawInvitations(tx, caller, principalId)
  await tx.guest.updateMany({ where: { principalId }, data: { removalDueAt: null } })
  await recordAuditEvent(tx, caller, 'guest.removed', { principalId, detail: { sessions, grants, invitations, cause } })
}

async function revokeGrants(tx: Tx, caller: Caller, principalId: string) {
  const revoked = await tx.grant.updateManyAndReturn({
    where: { principalId, revokedAt: null },
    data: { revokedAt: now(), revokedById: callerId(caller) },
    select: { id: true, resourceId: true },
  })
  const subjects = revoked.map(({ id, resourceId }) => ({ principalId, resourceId, detail: { grantId: id, cause: 'guest removed' } }))
  await recordAuditEvents(tx, caller, 'grant.revoked', subjects)
  await dropMails(tx, caller, { grantIds: revoked.map(({ id }) => id), templates: ['invitation', 'access-added'] })
  return revoked.length
}

/** Of invitations that were accepted, too: their links would go on as the way to the resource. */
async function withdrawInvitations(tx: Tx, caller: Caller, principalId: string) {
  const withdrawn = await tx.invitation.updateManyAndReturn({
    where: { principalId, withdrawnAt: null },
    data: { withdrawnAt: now(), withdrawnById: callerId(caller) },
    select: { id: true, resourceId: true, redeemedAt: true },
  })
  const open = withdrawn.filter(({ redeemedAt }) => !redeemedAt)
  const subjects = open.map(({ id, resourceId }) => ({ principalId, resourceId, detail: { invitationId: id, cause: 'guest removed' } }))
  await recordAuditEvents(tx, caller, 'invitation.withdrawn', subjects)
  return open.length
}
