import { holdResource } from '../../db/lock.sql'
import type { Tx } from '../../db/transaction'
import { Conflict, NotFound } from '../../errors'
import { refuseArchived } from './refuse-archived'

/** The most things and folders that one space holds. */
export const MOST_THINGS = 10_000

/** Locks a space that something is about to be added to, and returns who it runs in the name of. Throws `NotFound` where it was deleted meanwhile, and `Conflict` where it is archived or full. */
export async function lockSpace(tx: Tx, spaceId: string, { archivedToo = false } = {}) {
  await holdResource(tx, spaceId)
  const space = await tx.resource.findFirst({
    where: { id: spaceId, deletedAt: null },
    select: {
      id: true,
      sharedById: true,
      archivedAt: true,
      _count: { select: { things: { where: { deletedAt: null } }, folders: true } },
    },
  })
  if (!space) throw new NotFound('space')
  if (!archivedToo) refuseArchived(space)
  if (space._count.things + space._count.folders >= MOST_THINGS)
    throw new Conflict(
      'space.full',
      'This space is full: it holds 10,000 things and folders. Delete some, or use another space.',
    )
  return { id: space.id, sharedById: space.sharedById }
}
