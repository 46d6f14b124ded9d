import { recordAuditEvent, recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { endSessionsOf } from '../../identity/sessions/end-sessions-of'
import { dropMails } from '../../mail/drop-mail'
import { callerId, type Caller } from '../../principal'
import { endGrants } from '../../sharing/end-grants'

/**
 * Ends everything that a guest who was just marked as removed has here, in the caller's transaction, and records the
 * removal. `cause` is kept in the trail.
 */
export async function endAllOf(tx: Tx, caller: Caller, principalId: string, cause?: string) {
  const sessions = await endSessionsOf(tx, caller, { principalId, cause: 'guest removed' })
  const invitations = await withdrawInvitations(tx, caller, principalId)
  const grants = await endAllGrants(tx, caller, principalId)
  await tx.guest.updateMany({ where: { principalId }, data: { removalDueAt: null } })
  await recordAuditEvent(tx, caller, 'guest.removed', { principalId, detail: { sessions, grants, invitations, cause } })
}

/** Also those given up or run out: nothing of before is to be had again by the guest alone. Resolves to how many gave access. */
async function endAllGrants(tx: Tx, caller: Caller, principalId: string) {
  const all = await tx.grant.findMany({ where: { principalId }, select: { id: true } })
  const ended = await endGrants(
    tx,
    caller,
    all.map(({ id }) => id),
    { cause: 'guest removed' },
  )
  await dropMails(tx, caller, { grantIds: ended.map(({ id }) => id), templates: ['invitation', 'access-added'] })
  return ended.filter(({ was }) => was === 'held').length
}

/** Of invitations that were accepted, too: their links would go on as the way to the resource. */
async function withdrawInvitations(tx: Tx, caller: Caller, principalId: string) {
  const withdrawn = await tx.invitation.updateManyAndReturn({
    where: { principalId, withdrawnAt: null },
    data: { withdrawnAt: now(), withdrawnById: callerId(caller) },
    select: { id: true, resourceId: true, redeemedAt: true },
  })
  const open = withdrawn.filter(({ redeemedAt }) => !redeemedAt)
  const subjects = open.map(({ id, resourceId }) => ({
    principalId,
    resourceId,
    detail: { invitationId: id, cause: 'guest removed' },
  }))
  await recordAuditEvents(tx, caller, 'invitation.withdrawn', subjects)
  return open.length
}
