import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../prisma/cast'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { Browser, countEvents, forgetBudgets, outcomeOf, wrong } from '../testing'
import { verifyPasscode } from './verify-passcode'

beforeEach(async () => {
  await seatCast()
})

const sessionsSince = (count: number) =>
  db()
    .session.count()
    .then((now) => now - count)

describe('64 at once', () => {
  it('of 64 right codes at once, one starts a session: 20 runs (A2)', async () => {
    for (let run = 0; run < 20; run++) {
      const browser = new Browser()
      const code = await browser.ask(cast.megan.address)
      const before = await db().session.count()
      const proof = { code, attemptSecret: browser.attemptSecret, browserToken: null, sessionToken: null }
      const outcomes = await Promise.all(Array.from({ length: 64 }, () => outcomeOf(verifyPasscode(stranger, proof))))
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'Conflict')).toEqual([])
      expect(await sessionsSince(before)).toBe(1)
    }
  })

  it('of 64 wrong codes at once, five are compared: 20 runs (A3)', async () => {
    for (let run = 0; run < 20; run++) {
      await forgetBudgets()
      const browser = new Browser()
      const code = await browser.ask(cast.megan.address)
      const proof = {
        code: wrong(code),
        attemptSecret: browser.attemptSecret,
        browserToken: null,
        sessionToken: null,
      }
      const failed = await countEvents('passcode.failed')
      const outcomes = await Promise.all(Array.from({ length: 64 }, () => outcomeOf(verifyPasscode(stranger, proof))))
      expect(outcomes.filter((outcome) => outcome === 'Invalid')).toHaveLength(5)
      expect((await countEvents('passcode.failed')) - failed).toBe(5)
      expect(await outcomeOf(browser.type(code))).toBe('Conflict')
    }
  })
})
