import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'
import { refuseStale, revisionOf } from '../revision'
import { invitationEnd, readAccessEnd } from './access-end'
import { lockTerms, type Terms } from './change-grant.sql'
import { findManagedGrant } from './find-managed-resource'
import { roles } from '../role'
import { endOf, refuseManaging, roleOn } from './roles'
import { keepManager } from './spaces/keep-manager'

export const ChangeGrant = z.object({
  grantId: z.uuid(),
  /** `grantRevision` of the grant as the form showed it. */
  revision: z.string().default(''),
  role: z.enum(roles, 'Choose what they can do.'),
  ends: z.enum(['keep', '30', '90', '180', '365', 'never', 'date'], 'Choose when access ends.').default('keep'),
  endsOn: z.string().default(''),
})
export type ChangeGrant = z.output<typeof ChangeGrant>

/** Makes the revision of a grant's role and end, by which a form notices that another person changed them. */
export const grantRevision = ({ role, endsAt }: Terms) => revisionOf([role, endsAt])

/**
 * Changes the role and the end of a grant, in force at once. An open invitation to it gets a new expiry
 * where the end changes. Throws `Conflict` where the grant is revoked, and where it differs from what the form showed, so that an old form
 * can't raise access again, and for the last who manages a space. Throws `Invalid` for the end, and for a guest who would manage.
 */
export async function changeGrant(caller: Caller, { grantId, revision, ends, endsOn, ...asked }: ChangeGrant) {
  const grant = await findManagedGrant(caller, grantId)
  authorize(caller, 'grant.change', grant.resource)
  const { principalId, resource } = grant
  const role = roleOn(resource.kind, asked.role)
  refuseManaging(role, [grant.principal])
  await transaction(async (tx) => {
    const before = await lockTerms(tx, grantId)
    if (!before)
      throw new Conflict('grant.ended', `${grant.principal.address} has no access any longer. Invite them again.`)
    refuseStale(`the access of ${grant.principal.address}`, grantRevision(before), revision)
    const endsAt = endOf(role, ends === 'keep' ? before.endsAt : await readAccessEnd(tx, { ends, endsOn }))
    await tx.grant.update({ where: { id: grantId }, data: { role, endsAt }, select: { id: true } })
    if (before.role === 'manage' && role !== 'manage') await keepManager(tx, resource.id)
    if (ends !== 'keep')
      await tx.invitation.updateMany({
        where: { principalId, resourceId: resource.id, redeemedAt: null, withdrawnAt: null },
        data: { expiresAt: invitationEnd(endsAt, now()) },
      })
    await recordAuditEvent(tx, caller, 'grant.changed', {
      principalId,
      resourceId: resource.id,
      detail: { grantId, role, endsAt, before },
    })
  })
}
