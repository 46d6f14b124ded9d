import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../prisma/cast'
import { after, DAY, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { mailboxOf } from '../mailbox'
import type { PersonCaller } from '../principal'
import { comparisonsFor } from './budget'
import { Browser, makeResource, outcomeOf, setClock, wrong } from './testing'

const start = new Date('2026-11-23T10:00:00.000Z')

let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  setClock(start)
  people = await seatCast()
  await db().organization.updateMany({ data: { memberDomains: ['woodgrove.example'] } })
})

const tagged = (address: string, tag: string | number) => address.replace('@', `+${tag}@`)

/** Mails with codes that went into the mailbox, whatever the address on them. */
async function mailsInto(address: string) {
  const mails = await db().mail.findMany({ where: { template: 'one-time-passcode', withheldAt: null }, select: { recipient: true } })
  return mails.filter(({ recipient }) => mailboxOf(recipient) === mailboxOf(address)).length
}

/** Somebody of an address who proved it. */
const seatGuest = (address: string, more = {}) =>
  db().principal.create({ data: { kind: 'guest', address, createdAt: now(), provenAt: now(), guest: { create: { invitedAt: now(), privacyAcceptedAt: now(), privacyVersion: 1 } }, ...more } })

async function giveAccess(principalId: string) {
  const { id: resourceId } = await makeResource(people.megan.principal.id, now())
  await db().grant.create({ data: { resourceId, principalId, role: 'view', grantedAt: now(), grantedById: people.megan.principal.id } })
}

describe('one mailbox, however many addresses', () => {
  it('gets three mails of 120 requests for tagged addresses, and ten in a day', async () => {
    for (let n = 0; n < 120; n++) await outcomeOf(new Browser().ask(tagged(cast.megan.address, n)))
    expect(await mailsInto(cast.megan.address)).toBe(3)
    for (let minute = 4; minute < 24 * 60; minute += 8) {
      setClock(after(start, minute * MINUTE))
      await outcomeOf(new Browser().ask(tagged(cast.megan.address, `later${minute}`)))
    }
    expect(await mailsInto(cast.megan.address)).toBe(10)
  })

  it('gets three of 64 requests at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 64 }, (_, n) => outcomeOf(new Browser().ask(tagged(cast.megan.address, n)))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3)
    expect(await mailsInto(cast.megan.address)).toBe(3)
  })

  it('is compared with ten guesses in a day, and gives back what a right code cost', async () => {
    const guesses: string[] = []
    for (const n of [1, 2, 3]) {
      const browser = new Browser()
      const code = await browser.ask(tagged(cast.megan.address, n))
      for (let guess = 0; guess < 4; guess++) guesses.push(await outcomeOf(browser.type(wrong(code))))
    }
    expect(guesses.filter((outcome) => outcome === 'Invalid')).toHaveLength(10)
    const { key } = comparisonsFor(mailboxOf(cast.megan.address), 'unknown')
    expect((await db().budget.findUniqueOrThrow({ where: { key } })).spentAt).toHaveLength(10)
    setClock(after(start, DAY))
    await new Browser().signIn(tagged(cast.megan.address, 4))
    expect((await db().budget.findUniqueOrThrow({ where: { key } })).spentAt).toHaveLength(0)
  })

  it('may be two people: strangers spend the lane of neither’s known browser', async () => {
    const other = tagged(cast.nicole.address, 'x')
    for (const principalId of [people.nicole.principal.id, (await seatGuest(other)).id]) await giveAccess(principalId)
    const [nicole, twin] = [new Browser(), new Browser()]
    await nicole.signIn(cast.nicole.address)
    await twin.signIn(other)
    for (let n = 0; n < 20; n++) await outcomeOf(new Browser().ask(n % 2 ? cast.nicole.address : tagged(cast.nicole.address, n)))
    expect(await outcomeOf(new Browser().ask(other))).toBe('TooManyAttempts')
    // A browser that has proven one address is a stranger to the other.
    expect(await outcomeOf(nicole.ask(other))).toBe('TooManyAttempts')
    nicole.attemptSecret = null
    expect([await outcomeOf(nicole.signIn(cast.nicole.address)), await outcomeOf(twin.signIn(other))]).toEqual(['done', 'done'])
  })
})
