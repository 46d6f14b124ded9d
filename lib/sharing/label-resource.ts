import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import { Invalid } from '../errors'
import type { Caller } from '../principal'
import { findManagedResource } from './find-managed-resource'

export const LabelResource = z.object({ resourceId: z.string(), labelId: z.uuid().or(z.literal('')) })
export type LabelResource = z.output<typeof LabelResource>

/** Says how sensitive a resource is; policies see it from the next request on. An empty label takes it off. Throws `NotFound`, `Invalid`. */
export async function labelResource(caller: Caller, { resourceId, labelId }: LabelResource) {
  const resource = await findManagedResource(caller, resourceId)
  await authorize(caller, 'resource.label', resource)
  const label = labelId ? await db().sensitivityLabel.findFirst({ where: { id: labelId, deletedAt: null }, select: { id: true, name: true } }) : null
  if (labelId && !label) throw new Invalid({ labelId: 'This label is gone. Choose another.' })
  if ((label?.id ?? null) === resource.labelId) return { label: label?.name ?? null }
  await transaction(async (tx) => {
    await tx.resource.updateMany({ where: { id: resource.id, deletedAt: null }, data: { labelId: label?.id ?? null } })
    await recordAuditEvent(tx, caller, 'resource.labelled', { resourceId: resource.id, detail: { label: label?.name ?? null } })
  })
  return { label: label?.name ?? null }
}
