import { authorize } from '../access/authorize'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { SystemCaller } from '../principal'
import { trailKept } from './retention'

/**
 * Takes away what the trail has kept for longer than is promised. The application's account can't: a function of the
 * tables' owner does, so many rows at a time, writes an event for each time, and refuses whatever is younger than 30 days.
 */
export async function purgeTrail(caller: SystemCaller) {
  authorize(caller, 'trail.purge')
  while ((await purgeSome(trailKept.days)) > 0);
}

/** Resolves to how many rows went. Without a parameter, since PostgreSQL may name those in the context that the trigger reads. */
async function purgeSome(days: number) {
  const [{ gone } = { gone: 0 }] = await db().$queryRaw<{ gone: number }[]>(
    Prisma.raw(`SELECT purge_trail(${days}) AS gone`),
  )
  return gone
}
