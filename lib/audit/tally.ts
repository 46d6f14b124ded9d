import { HOUR } from '../clock'
import type { Tx } from '../db/transaction'

/** When the hour of the clock began that a time is in. */
export const hourOf = (at: Date) => new Date(Math.floor(at.getTime() / HOUR) * HOUR)

/** Counts one more of something in the hour under way, atomically. Resolves to how many there are now. */
export async function countOne(tx: Tx, key: string, at: Date): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    INSERT INTO "Tally" AS tally (key, "startedAt", count) VALUES (${key}, ${hourOf(at)}::timestamptz, 1)
    ON CONFLICT (key, "startedAt") DO UPDATE SET count = tally.count + 1 RETURNING count`
  return row.count
}
