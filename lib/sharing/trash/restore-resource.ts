import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { refusal } from '../../access/decide'
import { recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { lockSpace } from '../spaces/lock-space'
import { findInTrash, type FoundInTrash } from './find-in-trash'
import { inTrash } from './in-trash'
import { tellBack } from './tell-back'

export const RestoreResource = z.object({ resourceId: z.uuid() })
export type RestoreResource = z.output<typeof RestoreResource>

const back = { deletedAt: null, deletedById: null, takenDown: false }

/**
 * Restores something out of the trash: whoever held it then opens it again, less whoever's access was ended, denied, blocked or
 * ran out since; a space brings back what went with it. Tells those who were told of its end. Throws `NotFound`, and `Conflict` where it
 * was restored or purged meanwhile, and for a thing whose space is full or archived.
 */
export async function restoreResource(caller: Caller, { resourceId }: RestoreResource) {
  const resource = await findInTrash(caller, resourceId)
  authorize(caller, 'resource.restore', resource)
  const { id, deletedAt, trashed } = resource
  await transaction(async (tx) => {
    // Whoever may restore into an archived space is not stopped by one that was archived meanwhile.
    const archivedToo = refusal(caller, 'resource.restore', { ...resource, archivedAt: now() }) === null
    if (resource.spaceId) await lockSpace(tx, resource.spaceId, { archivedToo })
    const { count } = await tx.resource.updateMany({
      where: { AND: [inTrash(), { id, deletedAt, takenDown: trashed.takenDown }] },
      data: back,
    })
    if (count === 0) throw new Conflict('resource.not-in-trash', 'This is not in the trash by now.', { showAnew: true })
    const restored = [resource, ...(resource.kind === 'space' ? await restoreThings(tx, resource) : [])]
    await recordAuditEvents(
      tx,
      caller,
      'resource.restored',
      restored.map(({ id, kind, title }) => ({ resourceId: id, detail: { kind, title } })),
    )
    await tellBack(tx, caller, { restored, sharer: resource.sharedBy, since: deletedAt })
  })
  return { resourceId: resource.id, kind: resource.kind, title: resource.title }
}

/** Restores what was deleted with a space, by the same act. */
const restoreThings = (tx: Tx, { id: spaceId, deletedAt }: FoundInTrash) =>
  tx.resource.updateManyAndReturn({
    where: { spaceId, deletedAt, purgedAt: null },
    data: back,
    select: { id: true, kind: true, title: true },
  })
