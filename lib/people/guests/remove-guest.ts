import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent, recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { type Tx, transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { dropMail } from '../../mail/drop-mail'
import { callerId, type Caller } from '../../principal'
import { findPerson } from '../find-person'
import { endSessionsOf } from '../../identity/end-sessions-of'

export const RemoveGuest = z.object({ principalId: z.uuid() })
export type RemoveGuest = z.output<typeof RemoveGuest>

/**
 * Ends everything a guest has here: grants, sessions, invitations, mail on its way. The trail stays; a new
 * invitation starts afresh.
 */
export async function removeGuest(caller: Caller, { principalId }: RemoveGuest) {
  await authorize(caller, 'guest.remove', { principalId })
  const guest = await findPerson(principalId, 'guest')
  await transaction(async (tx) => {
    const { count } = await tx.principal.updateMany({
      where: { id: principalId, kind: 'guest', removedAt: null },
      data: { removedAt: now(), removedById: callerId(caller) },
    })
    if (count === 0) throw new Conflict(`${guest.address} was removed already.`)
    const sessions = await endSessionsOf(tx, caller, { principalId, cause: 'guest removed' })
    const grants = await revokeGrants(tx, caller, principalId)
    const invitations = await withdrawInvitations(tx, caller, principalId)
    await recordAuditEvent(tx, caller, 'guest.removed', { principalId, detail: { sessions, grants, invitations } })
  })
}

async function revokeGrants(tx: Tx, caller: Caller, principalId: string) {
  const revoked = await tx.grant.updateManyAndReturn({
    where: { principalId, revokedAt: null },
    data: { revokedAt: now(), revokedById: callerId(caller) },
    select: { id: true, resourceId: true },
  })
  const subjects = revoked.map(({ id, resourceId }) => ({ principalId, resourceId, detail: { grantId: id, cause: 'guest removed' } }))
  await recordAuditEvents(tx, caller, 'grant.revoked', subjects)
  for (const { id } of revoked) await dropMail(tx, caller, { grantId: id, templates: ['invitation', 'access-added'] })
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
