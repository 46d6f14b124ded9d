import { z } from 'zod'
import { authorize } from '../access/authorize'
import { refusal } from '../access/decide'
import { liveGrants } from '../access/live'
import { recordAuditEvents } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Prisma } from '../db/generated/client'
import { transaction, type Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { settings } from '../env'
import { callerId, type Caller } from '../principal'
import { type SharedThing, tellEnd } from './end-grants'
import { findManagedResource } from './find-managed-resource'
import { holderOf, holderSelection } from './holder-of'
import { holdOpenSpace } from './spaces/hold-open-space'
import { purge } from './trash/purge'

export const DeleteResource = z.object({ resourceId: z.uuid() })
export type DeleteResource = z.output<typeof DeleteResource>

/**
 * Deletes a resource: all access to it ends at once, and its holders are mailed. A space takes what is in it along. It lies in the
 * trash for as long as the installation says, from where it can be restored; with no trash it is purged at once. Throws `NotFound`, and `Conflict` where it was deleted meanwhile.
 */
export async function deleteResource(caller: Caller, { resourceId }: DeleteResource) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.delete', resource)
  const takenDown = refusal(caller, 'grant.give', resource) !== null
  // One time for all, by which the trash knows what went together.
  const data = { deletedAt: now(), deletedById: callerId(caller), takenDown }
  await transaction(async (tx) => {
    // An administrator deletes out of an archived space as well.
    if (resource.spaceId && !takenDown) await holdOpenSpace(tx, resource.spaceId)
    const { count } = await tx.resource.updateMany({ where: { id: resourceId, deletedAt: null }, data })
    if (count === 0) throw new Conflict('resource.deleted', 'This was deleted already.')
    const things = resource.kind === 'space' ? await deleteThings(tx, resource, data) : []
    await finishDeleting(tx, caller, [resource, ...things])
    if (settings().trashDays === 0) await purge(tx, caller, { id: { in: [resource, ...things].map(({ id }) => id) } })
  })
  return { kind: resource.kind, spaceId: resource.spaceId }
}

/** Deletes what is in a space that is deleted by now. */
async function deleteThings(
  tx: Tx,
  { id: spaceId, sharedBy }: SharedThing,
  data: Prisma.ResourceUpdateManyArgs['data'],
) {
  const things = await tx.resource.updateManyAndReturn({
    where: { spaceId, deletedAt: null },
    data,
    select: { id: true, kind: true, title: true },
  })
  return things.map((thing) => ({ ...thing, sharedBy }))
}

/** Tells the holders, and writes the events of resources that are deleted by now. */
async function finishDeleting(tx: Tx, caller: Caller, deleted: SharedThing[]) {
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
}
