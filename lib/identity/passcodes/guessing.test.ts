import { beforeEach, describe, expect, it, vi } from 'vitest'
import { cast } from '../../../prisma/cast'
import { after, DAY, HOUR, MINUTE, SECOND } from '../../clock'
import { seatCast } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import * as passcodes from './passcode'
import { Browser, makeInvitation, makeResource, outcomeOf, setClock, wrong } from '../testing'

const start = new Date('2026-11-23T10:00:00.000Z')

/** Every comparison of a typed code with a mailed one, as it is made. */
const compared = vi.hoisted(() => [] as { address: string; purpose: string; at: number; count: number }[])
vi.mock('./passcode', async (original) => {
  const real = await original<typeof passcodes>()
  const matchPasscode: typeof real.matchPasscode = (kept, binding, code) => {
    compared.push({ ...binding, at: Date.now(), count: kept.length })
    return real.matchPasscode(kept, binding, code)
  }
  return { ...real, matchPasscode }
})

let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  people = await seatCast()
  compared.length = 0
})

/** The most comparisons in any 24 hours, wherever they are laid. */
function worstDay(address: string, purpose = 'sign-in') {
  const made = compared.filter((one) => one.address === address && one.purpose === purpose)
  const from = (first: { at: number }) =>
    made.filter(({ at }) => at >= first.at && at < first.at + DAY).reduce((sum, { count }) => sum + count, 0)
  return Math.max(0, ...made.map(from))
}

const random = (most: number) => Math.floor(Math.random() * most)

/** Asks for every code it can get, keeps every attempt, and types wrong codes into all of them, many at once. */
async function attack(address: string, hours: number, begin: (browser: Browser) => Promise<string>) {
  const open: { browser: Browser; code: string }[] = []
  let guesses = 0
  for (let at = start; at < after(start, hours * HOUR); at = after(at, random(30 * MINUTE) + 31 * SECOND)) {
    setClock(at)
    const browser = new Browser()
    await begin(browser).then(
      (code) => open.unshift({ browser, code }),
      () => null,
    )
    for (const one of open.slice(0, 2))
      if (random(3) === 0) await outcomeOf(one.browser.ask(address, { again: random(2) === 0 }))
    const volley = open
      .slice(0, 4)
      .flatMap(({ browser, code }) => [1, 2, 3].map(() => outcomeOf(browser.type(wrong(code)))))
    guesses += volley.length
    await Promise.all(volley)
  }
  return guesses
}

describe('guessing (A1)', () => {
  it('gets ten comparisons in any 24 hours of a mailbox, whatever the flows, resends and volleys', async () => {
    const { address } = cast.megan
    const guesses = await attack(address, 50, (browser) => browser.ask(address))
    expect(guesses).toBeGreaterThan(800)
    expect(worstDay(address)).toBeLessThanOrEqual(10)
    expect(worstDay(address)).toBeGreaterThan(5)
  })

  it('gets ten more by holding an invitation link, and none of them from the other lane', async () => {
    const { address } = cast.nicole
    const resource = await makeResource(people.megan.principal.id, start)
    const invitation = {
      resourceId: resource.id,
      principalId: people.nicole.principal.id,
      invitedById: people.megan.principal.id,
    }
    const { token } = await makeInvitation({ ...invitation, createdAt: start, expiresAt: after(start, 30 * DAY) })
    const guesses = await attack(address, 30, (browser) =>
      browser.ask(address, { purpose: 'invitation', linkToken: token }),
    )
    expect(guesses).toBeGreaterThan(500)
    expect(worstDay(address, 'invitation')).toBeLessThanOrEqual(10)
    expect(worstDay(address, 'sign-in')).toBeLessThanOrEqual(10)
  })

  it('is not helped by spelling the address another way, nor by a code of somebody else', async () => {
    setClock(start)
    const { address } = cast.megan
    const other = new Browser()
    const theirs = await other.ask(cast.lee.address)
    for (let attempt = 0; attempt < 3; attempt++) {
      const browser = new Browser()
      await browser.ask(address)
      for (let guess = 0; guess < 5; guess++) await outcomeOf(browser.type(theirs))
    }
    expect(worstDay(address)).toBe(10)
  })

  it('costs a try against three live codes three comparisons, and pays for no more than are left', async () => {
    const { address } = cast.megan
    const browser = new Browser()
    let code = ''
    for (let sent = 0; sent < 3; sent++) {
      setClock(after(start, sent * 31 * SECOND))
      code = await browser.ask(address, { again: true })
    }
    for (let guess = 0; guess < 5; guess++) await outcomeOf(browser.type(wrong(code)))
    expect(compared.map(({ count }) => count)).toEqual([3, 3, 3, 1, 0])
  })

  it('starts again when the first guesses are a day old, and not a millisecond before', async () => {
    const { address } = cast.megan
    const exhaust = async () => {
      for (const _ of [1, 2]) {
        const browser = new Browser()
        const code = await browser.ask(address)
        for (let guess = 0; guess < 5; guess++) await outcomeOf(browser.type(wrong(code)))
      }
    }
    setClock(start)
    await exhaust()
    const right = async (at: Date) => {
      setClock(after(at, -5 * MINUTE))
      const browser = new Browser()
      const code = await browser.ask(address)
      setClock(at)
      return outcomeOf(browser.type(code))
    }
    expect(await right(after(start, DAY - 1))).toBe('TooManyAttempts')
    expect(await right(after(start, DAY))).toBe('done')
  })
})
