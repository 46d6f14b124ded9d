import { z } from 'zod'
import { authorize } from '../access/authorize'
import { liveGrants } from '../access/live'
import { recordAuditEvents } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { discardFiles } from '../files/discard-file'
import { callerId, type Caller } from '../principal'
import { type SharedThing, tellEnd } from './end-grants'
import { findManagedResource } from './find-managed-resource'
import { holderOf, holderSelection } from './holder-of'

export const DeleteResource = z.object({ resourceId: z.uuid() })
export type DeleteResource = z.output<typeof DeleteResource>

/**
 * Deletes a resource. All access to it ends at once, its holders are mailed, and its file is discarded. A space takes what is in it along. Can't be undone.
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
    const things = resource.kind === 'space' ? await deleteThings(tx, caller, resource) : []
    await finishDeleting(tx, caller, [{ ...resource, fileId: deleted.fileId }, ...things])
  })
}

type Deleted = SharedThing & { fileId: string | null }

/** Deletes what is in a space that is deleted by now. */
async function deleteThings(tx: Tx, caller: Caller, { id: spaceId, sharedBy }: SharedThing): Promise<Deleted[]> {
  const things = await tx.resource.updateManyAndReturn({
    where: { spaceId, deletedAt: null },
    data: { deletedAt: now(), deletedById: callerId(caller) },
    select: { id: true, kind: true, title: true, fileId: true },
  })
  return things.map((thing) => ({ ...thing, sharedBy }))
}

/** Tells the holders, writes the events and discards the files of resources that are deleted by now. */
async function finishDeleting(tx: Tx, caller: Caller, deleted: Deleted[]) {
  const ids = deleted.map(({ id }) => id)
  const byId = new Map(deleted.map((resource) => [resource.id, resource]))
  const grants = await tx.grant.findMany({
    where: { resourceId: { in: ids }, ...liveGrants() },
    select: { ...holderSelection, resourceId: true },
  })
  for (const grant of grants) await tellEnd(tx, caller, byId.get(grant.resourceId)!, holderOf(grant))
  const people = new Map<string, number>()
  for (const { resourceId } of grants) people.set(resourceId, (people.get(resourceId) ?? 0) + 1)
  await recordAuditEvents(
    tx,
    caller,
    'resource.deleted',
    deleted.map(({ id, kind, title }) => ({ resourceId: id, detail: { kind, title, people: people.get(id) ?? 0 } })),
  )
  await discardFiles(tx, caller, await filesOf(tx, deleted))
}

/** Finds the files that resources and their versions hold. */
async function filesOf(tx: Tx, deleted: Deleted[]) {
  const versions = await tx.resourceVersion.findMany({
    where: { resourceId: { in: deleted.map(({ id }) => id) }, fileId: { not: null } },
    select: { fileId: true },
  })
  return [...new Set([...deleted, ...versions].map(({ fileId }) => fileId).filter((id) => id !== null))]
}
