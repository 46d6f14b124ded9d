import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findInTrash } from './find-in-trash'
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
    if (resource.kind === 'space') await refuseTakenDown(tx, caller, resource.id)
    const { id, deletedAt, trashed } = resource
    if ((await purge(tx, caller, { id, deletedAt, takenDown: trashed.takenDown })) === 0)
      throw new Conflict('resource.not-in-trash', 'This is not in the trash by now.', { showAnew: true })
    if (resource.kind === 'space') await purge(tx, caller, { spaceId: resource.id })
  })
}

/** Throws `Conflict` where something in a space was taken down by an administrator, and the caller is none: it would go with the space. */
async function refuseTakenDown(tx: Tx, caller: Caller, spaceId: string) {
  const administers = caller.kind === 'person' && caller.principal.administrator
  const taken = administers ? 0 : await tx.resource.count({ where: { spaceId, takenDown: true, purgedAt: null } })
  if (taken > 0)
    throw new Conflict(
      'resource.taken-down',
      'An administrator deleted something in this space. Ask them to delete the space for good.',
    )
}
