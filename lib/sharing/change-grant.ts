import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'
import { invitationEnd, readAccessEnd } from './access-end'
import { findManagedGrant } from './find-managed-resource'
import { roleOn } from './roles'

export const ChangeGrant = z.object({
  grantId: z.uuid(),
  role: z.enum(['view', 'download'], 'Choose what they can do.'),
  ends: z.enum(['keep', '30', '90', '180', '365', 'never', 'date'], 'Choose when access ends.').default('keep'),
  endsOn: z.string().default(''),
})
export type ChangeGrant = z.output<typeof ChangeGrant>

/** Changes what somebody may do and until when, in force at once. Throws `Conflict` where access was revoked meanwhile. */
export async function changeGrant(caller: Caller, { grantId, ends, endsOn, ...asked }: ChangeGrant) {
  const grant = await findManagedGrant(caller, grantId)
  await authorize(caller, 'grant.change', grant.resource)
  const { principalId, resource } = grant
  const role = roleOn(resource.kind, asked.role)
  await transaction(async (tx) => {
    const endsAt = ends === 'keep' ? grant.endsAt : await readAccessEnd(tx, { ends, endsOn })
    const { count } = await tx.grant.updateMany({ where: { id: grantId, revokedAt: null }, data: { role, endsAt } })
    if (count === 0) throw new Conflict(`${grant.principal.address} has no access any longer. Invite them again.`)
    if (ends !== 'keep')
      await tx.invitation.updateMany({
        where: { principalId, resourceId: resource.id, redeemedAt: null, withdrawnAt: null },
        data: { expiresAt: invitationEnd(endsAt) },
      })
    const before = { role: grant.role, endsAt: grant.endsAt }
    await recordAuditEvent(tx, caller, 'grant.changed', { principalId, resourceId: resource.id, detail: { grantId, role, endsAt, before } })
  })
}
