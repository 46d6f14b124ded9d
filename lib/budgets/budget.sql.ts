// In SQL: a budget is taken from and given back to in one atomic statement, which larger ones take up.

import { after } from '../clock'
import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'

/** At most `most` in any window of `within` milliseconds. */
type Limit = { most: number; within: number }

export type Limits = { limits: readonly Limit[] }

/**
 * Takes `cost` from a budget at a time: all of it, or nothing where that is more than a limit allows. Resolves to 1 where
 * it was taken, else to 0.
 */
export const take = (tx: Tx, budget: Limits & { key: string }, at: Date, cost: number) =>
  tx.$executeRaw(spending(budget, at, Prisma.sql`VALUES (${budget.key}, ${spent(at, cost)})`))

/** Makes `cost` timestamps, for the array column. */
export const spent = (at: Date, cost: number | Prisma.Sql) =>
  Prisma.sql`array_fill(${at}::timestamptz, ARRAY[${cost}::int])`

/**
 * Makes the statement behind `take`, for rows (key, spentAt) from anywhere in a larger one. Each row is kept for its
 * longest window.
 */
export function spending({ limits }: Limits, at: Date, rows: Prisma.Sql) {
  const longest = Math.max(...limits.map(({ within }) => within))
  const since = limits.map(({ within }) => after(at, -within))
  return Prisma.sql`
    INSERT INTO "Budget" AS budget (key, "spentAt", "keptUntil")
    SELECT given.*, ${after(at, longest)}::timestamptz FROM (${rows}) given (key, "spentAt")
    ON CONFLICT (key) DO UPDATE SET "keptUntil" = EXCLUDED."keptUntil",
      "spentAt" = ARRAY(SELECT moment FROM unnest(budget."spentAt") moment WHERE moment > ${after(at, -longest)}) || EXCLUDED."spentAt"
    WHERE NOT EXISTS (
      SELECT FROM unnest(${limits.map(({ most }) => most)}::int[], ${since}::timestamptz[]) held(most, since)
      WHERE (SELECT count(*) FROM unnest(budget."spentAt") moment WHERE moment > held.since) + cardinality(EXCLUDED."spentAt") > held.most)`
}

export type Spent = { key: string; at: Date; cost: number }

/** Refunds what was spent on a request that was no guess. Each key is in `all` at most once. */
export const giveBack = (tx: Tx, all: Spent[]) => tx.$executeRaw(givingBack(all))

/**
 * Makes the statement behind `giveBack`, for a larger one. `after`: more items for its FROM clause, which are written
 * before. Locks the rows in the order of their keys, whatever the plan, so that no two requests wait for each other.
 */
export function givingBack(all: Spent[], after = Prisma.empty) {
  return Prisma.sql`
    UPDATE "Budget" SET "spentAt" = ARRAY(
      SELECT moment FROM (
        SELECT moment, row_number() OVER (PARTITION BY moment) AS nth FROM unnest("spentAt") moment
      ) numbered WHERE moment <> back.at OR nth > back.cost
    ) FROM (
      SELECT one.* FROM unnest(${all.map(({ key }) => key)}::text[], ${all.map(({ at }) => at)}::timestamptz[], ${all.map(({ cost }) => cost)}::int[]) one(key, at, cost)
        JOIN "Budget" held ON held.key = one.key ${after} ORDER BY one.key FOR UPDATE OF held
    ) back
    WHERE "Budget".key = back.key`
}
