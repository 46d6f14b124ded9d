import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import type { Caller } from '../../principal'
import { findManagedSpace } from './find-managed-space'

export const ReopenSpace = z.object({ spaceId: z.string() })
export type ReopenSpace = z.output<typeof ReopenSpace>

/** Opens an archived space for work again. Throws `NotFound`. */
export async function reopenSpace(caller: Caller, { spaceId }: ReopenSpace) {
  const space = await findManagedSpace(caller, spaceId)
  authorize(caller, 'space.change', space)
  return transaction(async (tx) => {
    const { count } = await tx.resource.updateMany({
      where: { id: space.id, deletedAt: null, archivedAt: { not: null } },
      data: { archivedAt: null },
    })
    if (count > 0) await recordAuditEvent(tx, caller, 'space.reopened', { resourceId: space.id })
    return { spaceId: space.id }
  })
}
