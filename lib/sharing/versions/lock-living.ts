import { holdResource } from '../../db/lock.sql'
import type { Tx } from '../../db/transaction'
import { NotFound } from '../../errors'
import { holdOpenSpace } from '../spaces/hold-open-space'

/** Locks a resource that is about to change until the transaction ends, and the space that it is in. Throws `NotFound` where it was deleted meanwhile, and `Conflict` where its space was archived. */
export async function lockLiving(tx: Tx, resourceId: string) {
  const found = await tx.resource.findUnique({ where: { id: resourceId }, select: { spaceId: true } })
  if (found?.spaceId) await holdOpenSpace(tx, found.spaceId)
  await holdResource(tx, resourceId)
  const living = await tx.resource.count({ where: { id: resourceId, deletedAt: null } })
  if (living === 0) throw new NotFound('resource')
}
