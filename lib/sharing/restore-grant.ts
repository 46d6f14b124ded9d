import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { after, isOver, MINUTE } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { dropMail, putMailBack } from '../mail/drop-mail'
import type { Caller } from '../principal'
import { findManagedGrant, type ManagedGrant } from './find-managed-resource'

export const RestoreGrant = z.object({ grantId: z.uuid() })
export type RestoreGrant = z.output<typeof RestoreGrant>

/** The button is there for 10 s; without JavaScript it stays for as long as the page does. */
const UNDO = 10 * MINUTE

/** Undoes a revocation: access is as it was, and what was to be mailed about it is not. Throws `Conflict` when it is too late. */
export async function restoreGrant(caller: Caller, { grantId }: RestoreGrant) {
  const grant = await findManagedGrant(caller, grantId)
  await authorize(caller, 'grant.restore', grant.resource)
  refuse(grant)
  const { principalId, revokedAt, resource } = grant
  await transaction(async (tx) => {
    const { count } = await tx.grant.updateMany({ where: { id: grantId, revokedAt }, data: { revokedAt: null, revokedById: null } })
    if (count === 0) throw new Conflict('Somebody was faster: look at the list again.')
    await reopenInvitation(tx, grant)
    await dropMail(tx, caller, { grantId, templates: ['access-removed'] })
    await putMailBack(tx, { grantId, templates: ['invitation', 'access-added'], since: revokedAt! })
    await recordAuditEvent(tx, caller, 'grant.restored', { principalId, resourceId: resource.id, detail: { grantId } })
  })
}

function refuse({ principal, principalId, revokedAt, revokedById, endsAt }: ManagedGrant) {
  const { address, removedAt } = principal
  if (!revokedAt) throw new Conflict(`${address} has access already.`)
  if (revokedById === principalId) throw new Conflict(`${address} gave this access up. Invite them again.`)
  if (removedAt || isOver(endsAt) || isOver(after(revokedAt, UNDO))) throw new Conflict(`It is too late to undo this. Invite ${address} again.`)
}

/** The invitation that was withdrawn with the grant, not one withdrawn before. */
const reopenInvitation = (tx: Tx, { principalId, resource, revokedAt }: ManagedGrant) =>
  tx.invitation.updateMany({
    where: { principalId, resourceId: resource.id, withdrawnAt: { gte: revokedAt! } },
    data: { withdrawnAt: null, withdrawnById: null },
  })
