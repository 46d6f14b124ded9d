import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../prisma/cast'
import { after, DAY, MINUTE, SECOND } from '../../clock'
import { db } from '../../db/client'
import { environment, seatCast } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { findCaller } from '../sessions/find-caller'
import { Browser, countEvents, outcomeOf, setClock, wrong } from '../testing'

const start = new Date('2026-11-23T10:00:00.000Z')
let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  people = await seatCast()
})

describe('proving an address', () => {
  it('starts a session and leads home: members to what they share, guests to what is shared with them', async () => {
    const browser = new Browser()
    const { caller, path } = await browser.signIn(cast.megan.address)
    expect(path).toBe('/shares')
    expect(caller.principal).toMatchObject(cast.megan)
    expect(await findCaller(environment, browser.sessionToken)).toMatchObject({
      kind: 'person',
      principal: { address: cast.megan.address },
    })
    expect((await new Browser().signIn(cast.nicole.address)).path).toBe('/shared-with-me')
    expect((await new Browser().signIn(cast.nicole.address, { returnTo: '/account' })).path).toBe('/account')
    expect(
      (await new Browser().signIn(cast.nicole.address, { returnTo: '/shared-with-me/x/open' })).path,
      'kept before only pages were',
    ).toBe('/')
  })

  it('takes the code typed with spaces, and nothing that is no code', async () => {
    const browser = new Browser()
    const code = await browser.ask(cast.megan.address)
    for (const typed of ['', '1234567', '123456789', 'abcdefgh', `${code}0`, '\0'.repeat(8), '1'.repeat(10_000)])
      expect(await outcomeOf(browser.type(typed))).toBe('Invalid')
    expect(await db().signInAttempt.findFirstOrThrow()).toMatchObject({ tries: 0 })
    expect(await outcomeOf(browser.type(` ${code.slice(0, 4)} ${code.slice(4)} `))).toBe('done')
  })

  it('keeps no code, secret or token in the database', async () => {
    const browser = new Browser()
    const code = await browser.ask(cast.megan.address)
    const known = [code, browser.attemptSecret!]
    await browser.type(code)
    known.push(browser.sessionToken!, browser.browserToken!)
    const rows = await Promise.all([
      db().signInAttempt.findMany(),
      db().passcode.findMany(),
      db().session.findMany(),
      db().knownBrowser.findMany(),
      db().mail.findMany(),
      db().auditEvent.findMany(),
      db().budget.findMany(),
    ])
    const dump = JSON.stringify(rows, (_, value) =>
      value instanceof Uint8Array
        ? Buffer.from(value).toString('latin1') +
          Buffer.from(value).toString('hex') +
          Buffer.from(value).toString('base64url')
        : value,
    )
    for (const secret of known)
      for (const form of [
        secret,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret, 'base64url').toString('hex'),
      ])
        expect(dump).not.toContain(form)
  })
})

describe('once', () => {
  it('the code is worth nothing after it was used, nor is any other of its attempt', async () => {
    setClock(start)
    const browser = new Browser()
    const first = await browser.ask(cast.megan.address)
    setClock(after(start, 31 * SECOND))
    const second = await browser.ask(cast.megan.address, { again: true })
    const { attemptSecret } = browser
    await browser.type(second)
    for (const code of [first, second]) {
      browser.attemptSecret = attemptSecret
      expect(await outcomeOf(browser.type(code))).toBe('Conflict')
    }
  })
})

describe('for ten minutes (A4)', () => {
  const typedAfter = async (age: number, base: Date) => {
    setClock(base)
    const browser = new Browser()
    const code = await browser.ask(cast.megan.address)
    setClock(after(base, age))
    return outcomeOf(browser.type(code))
  }

  it('accepts at 9:59.999 and refuses at 10:00.000', async () => {
    expect(await typedAfter(10 * MINUTE - 1, start)).toBe('done')
    expect(await typedAfter(10 * MINUTE, after(start, DAY))).toBe('Invalid')
  })

  it('whatever the age', async () => {
    let base = start
    const age = fc.oneof(
      fc.integer({ min: 0, max: 20 * MINUTE }),
      fc.integer({ min: 10 * MINUTE - 5, max: 10 * MINUTE + 5 }),
    )
    await fc.assert(
      fc.asyncProperty(age, async (milliseconds) => {
        base = after(base, 2 * DAY)
        expect(await typedAfter(milliseconds, base)).toBe(milliseconds < 10 * MINUTE ? 'done' : 'Invalid')
      }),
      { numRuns: 100 },
    )
  })

  it('keeps the last three of a browser good, and no fourth', async () => {
    const typed = async (index: number, base: Date) => {
      const browser = new Browser()
      const codes = []
      for (let sent = 0; sent < 4; sent++) {
        setClock(after(base, sent * 31 * SECOND))
        await db().budget.deleteMany()
        codes.push(await browser.ask(cast.megan.address, { again: true }))
      }
      return outcomeOf(browser.type(codes[index]!))
    }
    const outcomes = []
    for (const index of [0, 1, 2, 3]) outcomes.push(await typed(index, after(start, index * DAY)))
    expect(outcomes).toEqual(['Invalid', 'done', 'done', 'done'])
  })
})

describe('the trail (A12)', () => {
  it('has one event for whatever was asked or typed', async () => {
    // The trail keeps what other tests did: this is a time of its own.
    const then = after(start, 365 * DAY)
    setClock(then)
    const browser = new Browser()
    let code = ''
    const deeds: [string, () => Promise<unknown>, string][] = [
      ['ask', async () => (code = await browser.ask(cast.megan.address)), 'passcode.requested'],
      ['ask too soon', () => browser.ask(cast.megan.address), 'passcode.refused'],
      ['a stranger asks', () => new Browser().ask('sam@northwind.example'), 'passcode.requested'],
      ['four wrong', () => browser.type(wrong(code)), 'passcode.failed'],
      ['', () => browser.type(wrong(code)), 'passcode.failed'],
      ['', () => browser.type(wrong(code)), 'passcode.failed'],
      ['', () => browser.type(wrong(code)), 'passcode.failed'],
      ['the lock', () => browser.type(wrong(code)), 'passcode.failed'],
      ['locked', () => browser.type(code), 'passcode.refused'],
      ['no attempt', () => new Browser().type(code), 'passcode.refused'],
      ['a new attempt', async () => (code = await browser.ask(cast.megan.address)), 'passcode.requested'],
      ['success', () => browser.type(code), 'passcode.verified'],
    ]
    for (const [name, deed, type] of deeds) {
      const [all, ofType] = [await countEvents('passcode.'), await countEvents(type)]
      await outcomeOf(deed())
      expect([name, (await countEvents('passcode.')) - all, (await countEvents(type)) - ofType]).toEqual([name, 1, 1])
    }
    const events = await db().auditEvent.findMany({ where: { at: { gte: then } }, orderBy: { id: 'asc' } })
    expect(events.filter(({ type }) => type === 'session.started')).toHaveLength(1)
    const failed = events.filter(({ type }) => type === 'passcode.failed')
    expect(failed.map(({ detail }) => (detail as { reason: string }).reason)).toEqual([
      'wrong',
      'wrong',
      'wrong',
      'wrong',
      'locked',
    ])
    expect(failed[0]).toMatchObject({ principalId: people.megan.principal.id })
    expect(await db().trailOrigin.findUnique({ where: { id: failed[0]!.id } })).toMatchObject({
      address: cast.megan.address,
      ...environment,
    })
  })
})
