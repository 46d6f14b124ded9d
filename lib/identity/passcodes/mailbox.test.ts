import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../prisma/cast'
import { after, DAY, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { mailboxOf } from '../../mailbox'
import { blockGuest } from '../../people/guests/block-guest'
import { removeGuest } from '../../people/guests/remove-guest'
import { unblockGuest } from '../../people/guests/unblock-guest'
import { disableMember } from '../../people/members/disable-member'
import { enableMember } from '../../people/members/enable-member'
import type { PersonCaller } from '../../principal'
import { comparisonsFor } from './budgets'
import { Browser, makeInvitation, makeResource, makeShareLink, mailedTo, outcomeOf, setClock, wrong } from '../testing'

const start = new Date('2026-11-23T10:00:00.000Z')

let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  setClock(start)
  people = await seatCast()
  await db().organization.updateMany({ data: { memberDomains: ['woodgrove.example'] } })
})

const id = (name: keyof typeof cast) => ({ principalId: people[name].principal.id })
const tagged = (address: string, tag: string | number) => address.replace('@', `+${tag}@`)

/** Mails with codes that went into the mailbox, whatever the address on them. */
async function mailsInto(address: string) {
  const mails = await db().mail.findMany({
    where: { template: 'one-time-passcode', withheldAt: null },
    select: { recipient: true },
  })
  return mails.filter(({ recipient }) => mailboxOf(recipient) === mailboxOf(address)).length
}

async function openLink() {
  const resource = await makeResource(people.megan.principal.id, now())
  return makeShareLink({ resourceId: resource.id, createdById: people.megan.principal.id, audience: 'anyone' })
}

async function getsCode(address: string, request = {}) {
  const before = (await mailedTo(address)).length
  await new Browser().ask(address, request)
  return (await mailedTo(address)).length > before
}

/** Somebody of an address who proved it. */
const seatGuest = (address: string, more = {}) =>
  db().principal.create({
    data: {
      kind: 'guest',
      address,
      createdAt: now(),
      provenAt: now(),
      guest: { create: { invitedAt: now(), privacyAcceptedAt: now(), privacyVersion: 1 } },
      ...more,
    },
  })

async function giveAccess(principalId: string) {
  const { id: resourceId } = await makeResource(people.megan.principal.id, now())
  await db().grant.create({
    data: { resourceId, principalId, role: 'view', grantedAt: now(), grantedById: people.megan.principal.id },
  })
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
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, n) => outcomeOf(new Browser().ask(tagged(cast.megan.address, n)))),
    )
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
    for (let n = 0; n < 20; n++)
      await outcomeOf(new Browser().ask(n % 2 ? cast.nicole.address : tagged(cast.nicole.address, n)))
    expect(await outcomeOf(new Browser().ask(other))).toBe('TooManyAttempts')
    // A browser that has proven one address is a stranger to the other.
    expect(await outcomeOf(nicole.ask(other))).toBe('TooManyAttempts')
    nicole.attemptSecret = null
    expect([await outcomeOf(nicole.signIn(cast.nicole.address)), await outcomeOf(twin.signIn(other))]).toEqual([
      'done',
      'done',
    ])
  })
})

describe('whoever was shut out comes back under no other name', () => {
  it('a disabled member not by the mail domain, until enabled', async () => {
    await disableMember(people.adele, id('lee'))
    const other = tagged(cast.lee.address, 'x')
    expect(await getsCode(other)).toBe(false)
    await enableMember(people.adele, id('lee'))
    expect(await getsCode(other)).toBe(true)
  })

  it('a blocked guest not by a share link, until unblocked', async () => {
    const link = await openLink()
    const request = { purpose: 'share-link' as const, shareLinkId: link.id }
    await blockGuest(people.adele, id('omar'))
    const other = tagged(cast.omar.address, 'x')
    expect(await getsCode(other, request)).toBe(false)
    await unblockGuest(people.adele, id('omar'))
    expect(await getsCode(other, request)).toBe(true)
  })

  it('somebody removed not by a share link, neither by this address nor by another', async () => {
    const link = await openLink()
    const request = { purpose: 'share-link' as const, shareLinkId: link.id }
    await removeGuest(people.adele, id('omar'))
    expect(await getsCode(cast.omar.address, request)).toBe(false)
    expect(await getsCode(tagged(cast.omar.address, 'x'), request)).toBe(false)
  })

  it('but whoever left by themselves may', async () => {
    const link = await openLink()
    const { principalId } = id('omar')
    await db().principal.update({ where: { id: principalId }, data: { removedAt: now(), removedById: principalId } })
    expect(await getsCode(cast.omar.address, { purpose: 'share-link', shareLinkId: link.id })).toBe(true)
    expect(await getsCode(tagged(cast.omar.address, 'x'), { purpose: 'share-link', shareLinkId: link.id })).toBe(true)
  })

  it('not by an invitation that another address of theirs had before, while the block lasts', async () => {
    const { id: principalId } = await seatGuest(tagged(cast.omar.address, 'x'), { provenAt: null })
    const { id: resourceId } = await makeResource(people.megan.principal.id, now())
    await db().grant.create({
      data: { resourceId, principalId, role: 'view', grantedAt: now(), grantedById: people.megan.principal.id },
    })
    const { token } = await makeInvitation({
      resourceId,
      principalId,
      invitedById: people.megan.principal.id,
      createdAt: now(),
      expiresAt: after(now(), DAY),
    })
    const ask = () => getsCode(tagged(cast.omar.address, 'x'), { purpose: 'invitation', linkToken: token })
    await blockGuest(people.adele, id('omar'))
    expect(await ask()).toBe(false)
    await unblockGuest(people.adele, id('omar'))
    expect(await ask()).toBe(true)
  })

  it('not with a code from before the block', async () => {
    const link = await openLink()
    const browser = new Browser()
    const other = tagged(cast.omar.address, 'x')
    const code = await browser.ask(other, { purpose: 'share-link', shareLinkId: link.id })
    await blockGuest(people.adele, id('omar'))
    expect(await outcomeOf(browser.type(code))).toBe('Conflict')
    expect(await db().principal.count({ where: { address: other } })).toBe(0)
  })

  it('not as an invited one with a code from before the block', async () => {
    const other = tagged(cast.omar.address, 'x')
    const { id: principalId } = await seatGuest(other, { provenAt: null })
    await giveAccess(principalId)
    const browser = new Browser()
    const code = await browser.ask(other)
    await blockGuest(people.adele, id('omar'))
    expect(await outcomeOf(browser.type(code))).toBe('Conflict')
    expect((await db().principal.findUniqueOrThrow({ where: { address: other } })).provenAt).toBeNull()
  })

  it('while a person who was here under another address of the mailbox stays', async () => {
    const other = tagged(cast.omar.address, 'x')
    await giveAccess((await seatGuest(other)).id)
    await blockGuest(people.adele, id('omar'))
    expect(await outcomeOf(new Browser().signIn(other))).toBe('done')
  })
})
