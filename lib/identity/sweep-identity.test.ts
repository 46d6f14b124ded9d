import { expect, it } from 'vitest'
import { cast } from '../../prisma/cast'
import { after, DAY, HOUR, MINUTE } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { systemCaller } from '../principal'
import { spend } from '../budgets/budget'
import { keepChallenge } from './factors/challenge'
import { sweepIdentity } from './sweep-identity'
import { Browser, outcomeOf, setClock } from './testing'

const start = new Date('2026-11-23T10:00:00.000Z')

const left = async () => ({
  attempts: await db().signInAttempt.count(),
  codes: await db().passcode.count(),
  budgets: await db().budget.count(),
  sessions: await db().session.count(),
  browsers: await db().knownBrowser.count(),
})

it('removes challenges that ran out, answered or not, while their session goes on', async () => {
  setClock(start)
  const { nicole } = await seatCast()
  const [answered, open] = ['a'.repeat(43), 'c'.repeat(43)] as [string, string]
  for (const challenge of [answered, open]) await keepChallenge(nicole, 'show', challenge)
  await db().webAuthnChallenge.updateMany({
    where: { challenge: new Uint8Array(Buffer.from(answered, 'base64url')) },
    data: { usedAt: start },
  })
  setClock(after(start, 4 * MINUTE))
  await sweepIdentity(systemCaller('sweep-identity'))
  expect(await db().webAuthnChallenge.count()).toBe(2)
  setClock(after(start, 6 * MINUTE))
  await sweepIdentity(systemCaller('sweep-identity'))
  expect(await db().webAuthnChallenge.count()).toBe(0)
  expect(await db().session.count({ where: { id: nicole.session.id } })).toBe(1)
})

it('keeps a budget for its own longest window, and not longer', async () => {
  setClock(start)
  const budgets = [15 * MINUTE, HOUR, DAY, 30 * DAY].map((within) => ({
    key: `for ${within}`,
    limits: [
      { most: 1, within: MINUTE },
      { most: 2, within },
    ],
  }))
  for (const budget of budgets) await spend(db(), budget, start)
  const leftAfter = async (age: number) => {
    setClock(after(start, age))
    await sweepIdentity(systemCaller('sweep-identity'))
    return db().budget.count()
  }
  const ages = [15 * MINUTE - 1, 15 * MINUTE, HOUR - 1, HOUR, DAY - 1, DAY, 30 * DAY - 1, 30 * DAY]
  const left = []
  for (const age of ages) left.push(await leftAfter(age))
  expect(left).toEqual([4, 3, 3, 2, 2, 1, 1, 0])
})

it('keeps a budget that was spent again for as long from then', async () => {
  setClock(start)
  const budget = { key: 'twice', limits: [{ most: 2, within: HOUR }] }
  await spend(db(), budget, start)
  await spend(db(), budget, after(start, 50 * MINUTE))
  setClock(after(start, 70 * MINUTE))
  await sweepIdentity(systemCaller('sweep-identity'))
  expect(await db().budget.count()).toBe(1)
})

it('removes what has served, and nothing that still counts', async () => {
  setClock(start)
  await seatCast()
  await db().session.deleteMany()
  for (let time = 0; time < 3; time++) await new Browser().ask(cast.lee.address)
  await new Browser().signIn(cast.megan.address)
  const sweep = (age: number) => {
    setClock(after(start, age))
    return sweepIdentity(systemCaller('sweep-identity'))
  }
  const before = await left()
  await sweep(DAY - MINUTE)
  expect(await left()).toMatchObject({ ...before, budgets: expect.any(Number) })
  setClock(after(start, MINUTE))
  expect(await outcomeOf(new Browser().ask(cast.lee.address))).toBe('TooManyAttempts')
  await sweep(DAY + MINUTE)
  expect(await left()).toEqual({ attempts: 0, codes: 0, budgets: 0, sessions: 1, browsers: 1 })
  await sweep(32 * DAY)
  expect(await left()).toMatchObject({ sessions: 0, browsers: 1 })
  await sweep(366 * DAY)
  expect(await left()).toMatchObject({ browsers: 0 })
})
