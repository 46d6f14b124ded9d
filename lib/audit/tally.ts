import { HOUR } from '../clock'
import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'

/** Returns the beginning of the hour of the clock that a time is in. */
export const hourOf = (at: Date) => new Date(Math.floor(at.getTime() / HOUR) * HOUR)

/** Counts one more of something in the present hour, atomically. Resolves to the count of that hour. */
export async function countOne(tx: Tx, key: string, at: Date): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>(counting(key, at))
  return row.count
}

/**
 * Makes the statement behind `countOne`, for a larger one. `each`: a FROM clause with at most one row; without a row,
 * nothing is counted.
 */
export const counting = (key: string, at: Date, each = Prisma.empty) => Prisma.sql`
  INSERT INTO "Tally" AS tally (key, "startedAt", count) SELECT ${key}::text, ${hourOf(at)}::timestamptz, 1 ${each}
  ON CONFLICT (key, "startedAt") DO UPDATE SET count = tally.count + 1 RETURNING count`
