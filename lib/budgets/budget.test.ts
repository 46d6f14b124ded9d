import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { after, DAY, HOUR, MINUTE, SECOND } from '../clock'
import { db } from '../db/client'
import { codesFor, comparisonsFor } from '../identity/passcodes/budgets'
import { mailboxOf } from '../mailbox'
import { type Budget, spend } from './budget'
import { giveBack } from './budget.sql'

const start = new Date('2026-11-23T10:00:00.000Z')
const fresh = (limits: Budget['limits']): Budget => ({ key: randomUUID(), limits })
const limits = [
  { most: 3, within: 15 * MINUTE },
  { most: 10, within: DAY },
]

/** What an exact sliding window says, kept in memory. */
class Reference {
  spent: number[] = []
  allows = (at: Date, cost: number) =>
    limits.every(({ most, within }) => this.spent.filter((time) => time > at.getTime() - within).length + cost <= most)
  take = (at: Date, cost: number) => this.spent.push(...new Array<number>(cost).fill(at.getTime()))
}

const step = fc.record({
  wait: fc.oneof(
    fc.integer({ min: 0, max: 2000 }),
    fc.integer({ min: 0, max: 20 * MINUTE }),
    fc.constantFrom(15 * MINUTE, 15 * MINUTE - 1, DAY, 5 * HOUR),
  ),
  cost: fc.integer({ min: 1, max: 3 }),
})

describe('a budget', () => {
  it('slides exactly, whatever the order and the sums', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const [budget, reference] = [fresh(limits), new Reference()]
        let at = start
        for (const { wait, cost } of steps) {
          at = after(at, wait)
          const expected = reference.allows(at, cost)
          expect((await spend(db(), budget, at, cost)) === null).toBe(expected)
          if (expected) reference.take(at, cost)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('says to the millisecond when it is free again', async () => {
    const budget = fresh(limits)
    for (const wait of [0, 1, 2]) expect(await spend(db(), budget, after(start, wait * SECOND))).toBeNull()
    const retryAt = await spend(db(), budget, after(start, 3 * SECOND))
    expect(retryAt).toEqual(after(start, 15 * MINUTE))
    expect(await spend(db(), budget, after(retryAt!, -1))).toEqual(retryAt)
    expect(await spend(db(), budget, retryAt!)).toBeNull()
  })

  it('is never overdrawn by 64 at once', async () => {
    const budget = fresh([{ most: 10, within: DAY }])
    const taken = await Promise.all(Array.from({ length: 64 }, () => spend(db(), budget, start)))
    expect(taken.filter((refused) => refused === null)).toHaveLength(10)
    expect((await db().budget.findUniqueOrThrow({ where: { key: budget.key } })).spentAt).toHaveLength(10)
  })

  it('takes several at a time or none', async () => {
    const budget = fresh([{ most: 10, within: DAY }])
    for (const _ of [1, 2, 3]) await spend(db(), budget, start, 3)
    expect(await spend(db(), budget, start, 2)).toEqual(after(start, DAY))
    expect(await spend(db(), budget, start, 1)).toBeNull()
  })

  it('gives back what was taken, and no more', async () => {
    const budget = fresh([{ most: 10, within: DAY }])
    await spend(db(), budget, start, 3)
    await spend(db(), budget, after(start, 1), 2)
    await giveBack(db(), [{ key: budget.key, at: start, cost: 2 }])
    await giveBack(db(), [{ key: budget.key, at: after(start, 5), cost: 2 }])
    const { spentAt } = await db().budget.findUniqueOrThrow({ where: { key: budget.key } })
    expect(spentAt.map((moment) => moment.getTime() - start.getTime()).sort()).toEqual([0, 1, 1])
  })

  it('is kept for each mailbox, lane and kind apart', () => {
    const keys = ['a@b.example', 'b@b.example'].flatMap((address) =>
      (['known', 'unknown'] as const).flatMap((lane) => [
        codesFor(mailboxOf(address), lane).key,
        comparisonsFor(mailboxOf(address), lane).key,
      ]),
    )
    expect(new Set(keys).size).toBe(8)
  })
})
