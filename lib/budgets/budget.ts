import { after } from '../clock'
import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'

/** At most `most` in any window of `within` milliseconds. */
type Limit = { most: number; within: number }

export type Budget = { key: string; limits: readonly Limit[] }

/**
 * Takes `cost` from a budget at a time, in one atomic statement: however many take from it at once, never more than its
 * limits. Null: it was taken; else the time when it is worth asking again.
 */
export async function spend(tx: Tx, budget: Budget, at: Date, cost = 1): Promise<Date | null> {
  const taken = await tx.$executeRaw(spending(budget, at, Prisma.sql`VALUES (${budget.key}, ${spent(at, cost)})`))
  return taken === 1 ? null : freeAgain(tx, budget, at, cost)
}

/** Makes `cost` timestamps, for the array column. */
export const spent = (at: Date, cost: number | Prisma.Sql) =>
  Prisma.sql`array_fill(${at}::timestamptz, ARRAY[${cost}::int])`

/**
 * Makes the statement behind `spend`, for rows (key, spentAt) from anywhere in a larger one. Each row is kept for its
 * longest window.
 */
export function spending({ limits }: Pick<Budget, 'limits'>, at: Date, rows: Prisma.Sql) {
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

/** Checks whether a budget has nothing left at a time. Takes nothing. */
export const isSpent = async (tx: Tx, budget: Budget, at: Date) => (await freeAgain(tx, budget, at, 1)) > at

/** Returns when a budget has `cost` left again; the time itself where it has that now. */
export async function freeAgain(tx: Tx, { key, limits }: Budget, at: Date, cost: number): Promise<Date> {
  const row = await tx.budget.findUnique({ where: { key } })
  const times = limits.map(({ most, within }) => {
    const held = (row?.spentAt ?? [])
      .filter((moment) => moment > after(at, -within))
      .sort((a, b) => a.getTime() - b.getTime())
    const leaving = held[held.length + cost - most - 1]
    return leaving ? after(leaving, within) : at
  })
  return times.reduce((latest, time) => (time > latest ? time : latest))
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
