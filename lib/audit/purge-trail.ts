import { authorize } from '../access/authorize'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { SystemCaller } from '../principal'
import { trailKept } from './retention'

/**
 * Deletes rows of the trail that are older than `trailKept`. The application's account can't delete them. A function of the
 * tables' owner does: a batch of rows at a time, with an event for each batch. That function refuses rows younger than 30
 * days.
 */
export async function purgeTrail(caller: SystemCaller) {
  authorize(caller, 'trail.purge')
  while ((await purgeSome(trailKept.days)) > 0);
}

/**
 * Deletes one batch. Resolves to its number of rows. Passes no parameter, since PostgreSQL may name parameters in the
 * context that the trigger reads.
 */
async function purgeSome(days: number) {
  const [{ gone } = { gone: 0 }] = await db().$queryRaw<{ gone: number }[]>(
    Prisma.raw(`SELECT purge_trail(${days}) AS gone`),
  )
  return gone
}
