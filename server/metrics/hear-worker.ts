import { z } from 'zod'
import { count } from '@/lib/counters'

const Pool = z.object({ size: z.number(), inUse: z.number(), idle: z.number(), waiting: z.number() })

/** Connections of one process to the database, as `lib/db/client` tells of them. */
export type Pool = z.infer<typeof Pool>

/** What the worker says of itself every second: what it has counted since, and how its pool is. */
const Beat = z.object({ counts: z.array(z.tuple([z.string(), z.number()])), pool: Pool.nullable() })

/** Adds what the worker counts to what this process counts, and keeps how its pool is. Null is said of a worker that is gone. */
export function hearWorker() {
  let pool: Pool | null = null
  return {
    pool: () => pool,
    hear(message: unknown) {
      const { data } = Beat.safeParse(message)
      pool = data?.pool ?? null
      for (const [what, times] of data?.counts ?? []) count(what, times)
    },
  }
}
