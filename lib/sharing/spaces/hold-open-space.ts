import { holdResource } from '../../db/lock.sql'
import type { Tx } from '../../db/transaction'
import { NotFound } from '../../errors'
import { refuseArchived } from './refuse-archived'

/**
 * Locks a space in which something is about to change, so that changes come one after the other and none after it was archived. Locked
 * before anything in it. Throws `NotFound` where it was deleted meanwhile, and `Conflict` where it was archived.
 */
export async function holdOpenSpace(tx: Tx, spaceId: string) {
  await holdResource(tx, spaceId)
  const space = await tx.resource.findFirst({ where: { id: spaceId, deletedAt: null }, select: { archivedAt: true } })
  if (!space) throw new NotFound('space')
  refuseArchived(space)
}
