import { z } from 'zod'
import { authorize } from '../access/authorize'
import { liveGrants } from '../access/live'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { discardFile } from '../files/discard-file'
import { callerId, type Caller } from '../principal'
import { tellEnd } from './end-grants'
import { findManagedResource } from './find-managed-resource'
import { holderOf, holderSelection } from './holder-of'

export const DeleteResource = z.object({ resourceId: z.uuid() })
export type DeleteResource = z.output<typeof DeleteResource>

/**
 * Deletes a resource. All access to it ends at once, its holders are mailed, and its file is discarded. Can't be undone.
 * Throws `NotFound`, and `Conflict` where it was deleted meanwhile.
 */
export async function deleteResource(caller: Caller, { resourceId }: DeleteResource) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.delete', resource)
  await transaction(async (tx) => {
    const [deleted] = await tx.resource.updateManyAndReturn({
      where: { id: resourceId, deletedAt: null },
      data: { deletedAt: now(), deletedById: callerId(caller) },
      select: { fileId: true },
    })
    if (!deleted) throw new Conflict('resource.deleted', 'This was deleted already.')
    const grants = await tx.grant.findMany({ where: { resourceId, ...liveGrants() }, select: holderSelection })
    for (const grant of grants) await tellEnd(tx, caller, resource, holderOf(grant))
    const { kind, title } = resource
    await recordAuditEvent(tx, caller, 'resource.deleted', {
      resourceId,
      detail: { kind, title, people: grants.length },
    })
    for (const fileId of await filesOf(tx, resourceId, deleted.fileId)) await discardFile(tx, caller, { fileId })
  })
}

/** Finds the files that a resource and its versions hold. */
async function filesOf(tx: Tx, resourceId: string, fileId: string | null) {
  const versions = await tx.resourceVersion.findMany({
    where: { resourceId, fileId: { not: null } },
    select: { fileId: true },
  })
  return new Set([fileId, ...versions.map((version) => version.fileId)].filter((id) => id !== null))
}
