import { authorize } from '../../access/authorize'
import { isOver } from '../../clock'
import { sizeInWords } from '../../counted'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { dayOf } from '../access-end'
import { findManagedSpace } from './find-managed-space'
import { MOST_THINGS } from './lock-space'

/** Returns what the settings of a space show, to those who manage it. `guestsUntil`: the last day of guests, as 2026-11-29. Throws `NotFound`. */
export async function getSpaceSettings(caller: Caller, { spaceId }: { spaceId: string }) {
  const space = await findManagedSpace(caller, spaceId)
  authorize(caller, 'space.change', space)
  const { id, title, guestsUntil, archivedAt } = space
  return {
    spaceId: id,
    title,
    guestsUntil: guestsUntil && (await dayOf(db(), guestsUntil)),
    over: isOver(guestsUntil),
    archivedAt,
    ...(await measure(id)),
  }
}

/** Counts what is in a space, and measures its files with their older versions, in words. */
async function measure(spaceId: string) {
  const inIt = { spaceId, deletedAt: null }
  const [things, files] = await Promise.all([
    db().resource.count({ where: inIt }),
    db().storedFile.aggregate({
      where: {
        discardedAt: null,
        OR: [{ resource: inIt }, { versions: { some: { deletedAt: null, resource: inIt } } }],
      },
      _sum: { size: true },
    }),
  ])
  return { things, left: MOST_THINGS - things, size: sizeInWords(Number(files._sum.size ?? 0)) }
}

export type SpaceSettings = Awaited<ReturnType<typeof getSpaceSettings>>
