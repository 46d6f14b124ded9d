import { holdResource } from '../../db/lock.sql'
import type { Tx } from '../../db/transaction'
import { NotFound } from '../../errors'

/** Locks a resource until the transaction ends. Throws `NotFound` where it was deleted meanwhile. */
export async function lockLiving(tx: Tx, resourceId: string) {
  await holdResource(tx, resourceId)
  const living = await tx.resource.count({ where: { id: resourceId, deletedAt: null } })
  if (living === 0) throw new NotFound('resource')
}
