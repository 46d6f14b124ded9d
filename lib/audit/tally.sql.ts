// In SQL: a part that a larger statement takes up, which reads the new count at once.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'
import { hourOf } from './tally'

const Row = z.strictObject({ count: z.int() })

/** Counts one more of something in the present hour, atomically. Resolves to the count of that hour. */
export async function countOne(tx: Tx, key: string, at: Date): Promise<number> {
  const [row] = await queryRows(tx, counting(key, at), Row)
  return row!.count
}

/**
 * Makes the statement behind `countOne`, for a larger one. `each`: a FROM clause with at most one row; without a row,
 * nothing is counted.
 */
export const counting = (key: string, at: Date, each = Prisma.empty) => Prisma.sql`
  INSERT INTO "Tally" AS tally (key, "startedAt", count) SELECT ${key}::text, ${hourOf(at)}::timestamptz, 1 ${each}
  ON CONFLICT (key, "startedAt") DO UPDATE SET count = tally.count + 1 RETURNING count`

/** Counts nothing: what stands in a larger statement in place of `counting`. */
export const countingNothing = Prisma.sql`SELECT 0 AS count WHERE false`
