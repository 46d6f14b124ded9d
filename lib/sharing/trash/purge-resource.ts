import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { transaction } from '../../db/transaction'
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
    if ((await purge(tx, caller, { id: resource.id })) === 0)
      throw new Conflict('resource.not-in-trash', 'This is not in the trash by now.', { showAnew: true })
    if (resource.kind === 'space') await purge(tx, caller, { spaceId: resource.id })
  })
}
