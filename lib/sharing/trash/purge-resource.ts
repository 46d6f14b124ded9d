import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { refusal } from '../../access/decide'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findInTrash, type FoundInTrash } from './find-in-trash'
import { purge } from './purge'

export const PurgeResource = z.object({ resourceId: z.uuid() })
export type PurgeResource = z.output<typeof PurgeResource>

/**
 * Deletes something in the trash for good, a space with all that is in it: its files are erased a week later. Throws `NotFound`, and
 * `Conflict` where it was restored or purged meanwhile.
 */
export async function purgeResource(caller: Caller, { resourceId }: PurgeResource) {
  const resource = await findInTrash(caller, resourceId)
  authorize(caller, 'resource.purge', resource)
  await transaction(async (tx) => {
    if (resource.kind === 'space') await refuseTakenDown(tx, caller, resource)
    const { id, deletedAt, trashed } = resource
    if ((await purge(tx, caller, { id, deletedAt, takenDown: trashed.takenDown })) === 0)
      throw new Conflict('resource.not-in-trash', 'This is not in the trash by now.', { showAnew: true })
    if (resource.kind === 'space') await purge(tx, caller, { spaceId: resource.id })
  })
}

/** Throws `Conflict` where something in a space was taken down, which would go with the space, and the caller could not purge that alone. */
async function refuseTakenDown(tx: Tx, caller: Caller, space: FoundInTrash) {
  if (refusal(caller, 'resource.purge', { ...space, trashed: { takenDown: true } }) === null) return
  if ((await tx.resource.count({ where: { spaceId: space.id, takenDown: true, purgedAt: null } })) > 0)
    throw new Conflict(
      'resource.taken-down',
      'An administrator deleted something in this space. Ask them to delete the space for good.',
    )
}
