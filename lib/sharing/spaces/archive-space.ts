import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { holdResource } from '../../db/lock.sql'
import { transaction } from '../../db/transaction'
import type { Caller } from '../../principal'
import { findManagedSpace } from './find-managed-space'

export const ArchiveSpace = z.object({ spaceId: z.string() })
export type ArchiveSpace = z.output<typeof ArchiveSpace>

/** Archives a space: what is in it can be read as before, and neither added to, changed, moved nor deleted by anybody. Throws `NotFound`. */
export async function archiveSpace(caller: Caller, { spaceId }: ArchiveSpace) {
  const space = await findManagedSpace(caller, spaceId)
  authorize(caller, 'space.change', space)
  return transaction(async (tx) => {
    // What adds to the space waits for its row, and finds it archived.
    await holdResource(tx, space.id)
    const { count } = await tx.resource.updateMany({
      where: { id: space.id, deletedAt: null, archivedAt: null },
      data: { archivedAt: now() },
    })
    if (count > 0) await recordAuditEvent(tx, caller, 'space.archived', { resourceId: space.id })
    return { spaceId: space.id }
  })
}
