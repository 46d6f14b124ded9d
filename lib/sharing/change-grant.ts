import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { type Tx, transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'
import { markOf, refuseUnseen } from '../seen'
import { invitationEnd, readAccessEnd } from './access-end'
import { findManagedGrant } from './find-managed-resource'
import { roleOn } from './roles'

export const ChangeGrant = z.object({
  grantId: z.uuid(),
  /** `grantMark` of the access as the form showed it. */
  seen: z.string().default(''),
  role: z.enum(['view', 'download'], 'Choose what they can do.'),
  ends: z.enum(['keep', '30', '90', '180', '365', 'never', 'date'], 'Choose when access ends.').default('keep'),
  endsOn: z.string().default(''),
})
export type ChangeGrant = z.output<typeof ChangeGrant>

type Terms = { role: 'view' | 'download'; endsAt: Date | null }

/** Short for what somebody may do and until when. */
export const grantMark = ({ role, endsAt }: Terms) => markOf([role, endsAt])

/**
 * Changes what somebody may do and until when, in force at once. Throws `Conflict` where access was revoked meanwhile, or
 * is no longer what the form showed: what is sent along unchanged never raises it again.
 */
export async function changeGrant(caller: Caller, { grantId, seen, ends, endsOn, ...asked }: ChangeGrant) {
  const grant = await findManagedGrant(caller, grantId)
  authorize(caller, 'grant.change', grant.resource)
  const { principalId, resource } = grant
  const role = roleOn(resource.kind, asked.role)
  await transaction(async (tx) => {
    const before = await holdTerms(tx, grantId)
    if (!before)
      throw new Conflict('grant.ended', `${grant.principal.address} has no access any longer. Invite them again.`)
    refuseUnseen(`the access of ${grant.principal.address}`, grantMark(before), seen)
    const endsAt = ends === 'keep' ? before.endsAt : await readAccessEnd(tx, { ends, endsOn })
    await tx.grant.update({ where: { id: grantId }, data: { role, endsAt }, select: { id: true } })
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

/** Locks it, so that two who change it at once take turns; null: revoked. */
async function holdTerms(tx: Tx, grantId: string): Promise<Terms | null> {
  const [terms] = await tx.$queryRaw<
    Terms[]
  >`SELECT role::text, "endsAt" FROM "Grant" WHERE id = ${grantId}::uuid AND "revokedAt" IS NULL FOR UPDATE`
  return terms ?? null
}
