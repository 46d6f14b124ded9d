import { after } from '../clock'
import type { Tx } from '../db/transaction'
import { type Limits, take } from './budget.sql'

export type Budget = Limits & { key: string }

/**
 * Takes `cost` from a budget at a time, in one atomic statement: however many take from it at once, never more than its
 * limits. Null: it was taken; else the time when it is worth asking again.
 */
export async function spend(tx: Tx, budget: Budget, at: Date, cost = 1): Promise<Date | null> {
  const taken = await take(tx, budget, at, cost)
  return taken === 1 ? null : freeAgain(tx, budget, at, cost)
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
