import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { transaction } from '../db/transaction'
import type { Caller } from '../principal'
import { findManagedResource } from './find-managed-resource'
import { labelField, readLabel } from './labels'

export const LabelResource = z.object({ resourceId: z.string(), labelId: labelField })
export type LabelResource = z.output<typeof LabelResource>

/** Sets a resource's label, or removes it where `labelId` is empty. Policies see the change on the next request. Throws `NotFound`, and `Invalid` for a deleted label. */
export async function labelResource(caller: Caller, { resourceId, labelId }: LabelResource) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.label', resource)
  return transaction(async (tx) => {
    const label = await readLabel(tx, labelId)
    const answer = { label: label?.name ?? null }
    if ((label?.id ?? null) === resource.ownLabelId) return answer
    await tx.resource.updateMany({ where: { id: resource.id, deletedAt: null }, data: { labelId: label?.id ?? null } })
    await recordAuditEvent(tx, caller, 'resource.labeled', { resourceId: resource.id, detail: answer })
    return answer
  })
}
