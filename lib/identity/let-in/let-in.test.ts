import { beforeEach, describe, expect, it } from 'vitest'
import { cast, stranger as sam } from '../../../prisma/cast'
import { after, DAY, HOUR, MINUTE, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { type PersonCaller, systemCaller } from '../../principal'
import { hashToken, linkToken } from '../../secrets'
import { findAttempt } from '../passcodes/find-attempt'
import { sweepIdentity } from '../sweep-identity'
import {
  Browser,
  countEvents,
  linksMailedTo,
  makeResource,
  makeShareLink,
  outcomeOf,
  setClock,
  wrong,
} from '../testing'
import { getLetIn } from './get-let-in'
import { letBrowserIn } from './let-browser-in'
import { listLetIn } from './list-let-in'
import { makeLetIn } from './make-let-in'

const address: string = cast.nicole.address
const start = new Date('2026-11-23T10:00:00.000Z')
let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  people = await seatCast()
  const { id: resourceId } = await makeResource(people.megan.principal.id, now())
  const guests = [people.nicole, people.omar].map(({ principal }) => principal.id)
  await db().grant.createMany({
    data: guests.map((principalId) => ({
      resourceId,
      principalId,
      role: 'view' as const,
      grantedAt: now(),
      grantedById: people.megan.principal.id,
    })),
  })
  setClock(start)
})

/** Strangers ask until the mailbox gets no more. */
async function spendMails(of = address) {
  for (let time = 0; time < 3; time++) await new Browser().ask(of)
}

/** Strangers type wrong codes until no more are compared. */
async function spendComparisons(of = address) {
  for (const _ of [1, 2]) {
    const browser = new Browser()
    const code = await browser.ask(of)
    for (let guess = 0; guess < 5; guess++) await outcomeOf(browser.type(wrong(code)))
  }
}

const newestLink = async (of = address) => (await linksMailedTo(of)).at(-1)!

describe('a person on a new device, when strangers have used up the open lane', () => {
  it.each(['nicole', 'megan', 'adele'] as const)(
    'gets in by the link in a mail that strangers caused: %s',
    async (name) => {
      const { address } = cast[name]
      await spendMails(address)
      const device = new Browser()
      await expect(device.ask(address)).rejects.toMatchObject({
        name: 'TooManyAttempts',
        message: expect.stringContaining('This was me'),
      })
      await device.press(await newestLink(address))
      expect((await device.signIn(address)).caller.principal.address).toBe(address)
    },
  )

  it('so too when it was comparisons that they used up, with a code asked for anew', async () => {
    await spendComparisons()
    const device = new Browser()
    const code = await device.ask(address)
    await expect(device.type(code)).rejects.toMatchObject({
      name: 'TooManyAttempts',
      message: expect.stringContaining('This was me'),
    })
    await device.press(await newestLink())
    expect(await outcomeOf(device.signIn(address))).toBe('done')
  })

  it('and so too where all that they caused was withheld: the link then comes alone, once', async () => {
    const { id: resourceId } = await makeResource(people.megan.principal.id, now())
    const { id: shareLinkId } = await makeShareLink({
      resourceId,
      createdById: people.megan.principal.id,
      audience: 'invited',
    })
    for (let time = 0; time < 3; time++) await new Browser().ask(address, { purpose: 'share-link', shareLinkId })
    expect(await linksMailedTo(address)).toEqual([])
    for (let time = 0; time < 5; time++)
      await outcomeOf(new Browser().ask(address, { purpose: 'share-link', shareLinkId }))
    const device = new Browser()
    for (let time = 0; time < 5; time++) expect(await outcomeOf(device.ask(address))).toBe('TooManyAttempts')
    const links = await linksMailedTo(address)
    expect(links.length).toBeGreaterThanOrEqual(1)
    expect(links.length).toBeLessThanOrEqual(2)
    await device.press(links.at(-1)!)
    expect(await outcomeOf(device.signIn(address))).toBe('done')
  })

  it('but no mailbox is flooded with such links, whatever stands behind its name', async () => {
    await db().organization.update({ where: { id: 1 }, data: { memberDomains: ['woodgrove.example'] } })
    const tagged = Array.from({ length: 12 }, (_, n) => `megan+${n}@woodgrove.example`)
    for (const one of tagged) for (let time = 0; time < 5; time++) await outcomeOf(new Browser().ask(one))
    expect(await db().mail.count({ where: { template: 'let-in', withheldAt: null } })).toBe(2)
    expect(await db().mail.count({ where: { template: 'let-in' } })).toBe(12)
  })

  it('and nobody is mailed one who would get no code at any door', async () => {
    await db().principal.update({ where: { id: people.nicole.principal.id }, data: { blockedAt: now() } })
    for (const one of [address, sam.address])
      for (let time = 0; time < 5; time++) await outcomeOf(new Browser().ask(one))
    expect(await db().mail.count({ where: { template: 'let-in', withheldAt: null } })).toBe(0)
    const kept = await db().letIn.findMany({ where: { address: { in: [address, sam.address] } } })
    expect(kept).toHaveLength(8)
    for (const { id, tokenHash } of kept)
      expect(Buffer.from(tokenHash)).not.toEqual(Buffer.from(hashToken(linkToken('let-in', id))))
  })

  it('keeps what the code was asked for, though its attempt is left behind', async () => {
    const device = new Browser()
    await device.ask(address, { returnTo: '/account' })
    await spendMails().catch(() => {})
    await device.press(await newestLink())
    expect((await device.signIn(address, { returnTo: '/account' })).path).toBe('/account')
    expect(await db().signInAttempt.count({ where: { knownBrowser: true, address } })).toBe(1)
  })

  it('has a link in every mail, in a lane of strangers or not, and another one each time', async () => {
    const known = new Browser()
    await known.signIn(address)
    await known.ask(address)
    await new Browser().ask(address)
    const links = await linksMailedTo(address)
    expect(new Set(links).size).toBe(3)
    for (const link of links)
      expect(await getLetIn(stranger, { token: link })).toEqual({ maskedAddress: 'n•••e@contoso.example' })
  })
})

describe('the code page', () => {
  const seen = async (browser: Browser) =>
    (await findAttempt(stranger, { attemptSecret: browser.attemptSecret }))!.laneSpent

  it.each([address, sam.address])(
    'names the link once the open lane is spent, for every address alike: %s',
    async (of) => {
      const [device, other] = [new Browser(), new Browser()]
      await device.ask(of)
      expect(await seen(device)).toBe(false)
      await other.ask(of)
      await new Browser().ask(of)
      expect([await seen(device), await seen(other)]).toEqual([true, true])
      setClock(after(start, 20 * MINUTE))
      expect(await seen(device)).toBe(false)
      await spendComparisons(of)
      expect(await seen(device)).toBe(true)
    },
  )

  it('does not where the browser is in the other lane', async () => {
    const known = new Browser()
    await known.signIn(address)
    await known.ask(address)
    await spendMails()
    expect(await seen(known)).toBe(false)
  })
})

describe('the link', () => {
  it('works once: of 64 at once one gets in, and the trail has one event', async () => {
    await new Browser().ask(address)
    const token = await newestLink()
    const before = await countEvents('let-in.used')
    const outcomes = await Promise.all(Array.from({ length: 64 }, () => outcomeOf(new Browser().press(token))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'Conflict')).toHaveLength(63)
    expect((await countEvents('let-in.used')) - before).toBe(1)
  })

  it('works for 24 hours, to the millisecond, and lets in for as long', async () => {
    await new Browser().ask(address)
    const token = await newestLink()
    setClock(after(start, DAY))
    expect([await outcomeOf(getLetIn(stranger, { token })), await outcomeOf(new Browser().press(token))]).toEqual([
      'NotFound',
      'Conflict',
    ])
    setClock(after(start, DAY - 1))
    const device = new Browser()
    await device.press(token)
    await spendMails()
    setClock(after(start, 2 * DAY - 2))
    await spendMails()
    expect(await outcomeOf(device.ask(address))).toBe('done')
    setClock(after(start, 2 * DAY - 1))
    device.attemptSecret = null
    expect(await outcomeOf(device.ask(address))).toBe('TooManyAttempts')
  })

  it('is not used up by looking at it', async () => {
    await new Browser().ask(address)
    const token = await newestLink()
    for (let time = 0; time < 20; time++) await getLetIn(stranger, { token })
    expect(await outcomeOf(new Browser().press(token))).toBe('done')
  })

  it('says the same of a token that never was, one that was used and one that is too old', async () => {
    await new Browser().ask(address)
    const used = await newestLink()
    await new Browser().press(used)
    await new Browser().ask(address)
    const old = await newestLink()
    setClock(after(start, DAY + SECOND))
    const said = (promise: Promise<unknown>) =>
      promise.then(
        () => 'done',
        ({ name, message }: Error) => `${name}: ${message}`,
      )
    const tokens = ['x', '', 'é\0'.repeat(10_000), linkToken('invitation', people.nicole.principal.id), used, old]
    const answers = []
    for (const token of tokens)
      answers.push(
        [
          await said(getLetIn(stranger, { token })),
          await said(letBrowserIn(stranger, { token, letInToken: null })),
        ].join(),
      )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('NotFound')
  })

  it('does not exist for whoever gets no mail: our own key makes none that works', async () => {
    await new Browser().ask(sam.address)
    const { id, tokenHash } = await db().letIn.findFirstOrThrow({ where: { address: sam.address } })
    expect(Buffer.from(tokenHash)).not.toEqual(Buffer.from(hashToken(linkToken('let-in', id))))
    expect(await outcomeOf(new Browser().press(linkToken('let-in', id)))).toBe('Conflict')
  })

  it('is stored as a hash alone, and so is the browser that it let in', async () => {
    const device = new Browser()
    await device.ask(address)
    const token = await newestLink()
    await device.press(token)
    const rows = [
      await db().letIn.findMany(),
      await db().mail.findMany(),
      await db().auditEvent.findMany({ where: { at: { gte: start } } }),
    ]
    const dump = JSON.stringify(rows, (_, value) =>
      value instanceof Uint8Array
        ? Buffer.from(value).toString('latin1') + Buffer.from(value).toString('base64url')
        : value,
    )
    for (const secret of [token, device.letInToken!]) expect(dump).not.toContain(secret)
  })
})

describe('a browser that was let in', () => {
  async function letIn(of = address) {
    const device = new Browser()
    await new Browser().ask(of)
    await device.press(await newestLink(of))
    return device
  }

  it('is signed in to nothing, and is shown no code', async () => {
    const device = await letIn()
    expect(device.sessionToken).toBeNull()
    expect(await db().session.count({ where: { startedAt: start } })).toBe(0)
    expect(await outcomeOf(device.type('12345678'))).toBe('Conflict')
  })

  it('prolongs no code', async () => {
    const device = new Browser()
    const code = await device.ask(address)
    await device.press(await newestLink())
    setClock(after(start, HOUR / 6))
    expect(await outcomeOf(device.type(code))).toBe('Invalid')
  })

  it('is still a new browser to policies', async () => {
    const device = await letIn()
    const { caller } = await device.signIn(address)
    expect(caller.session.newBrowser).toBe(true)
    expect(await db().knownBrowser.count()).toBe(1)
  })

  it('is let in for that address alone', async () => {
    const device = await letIn()
    await spendMails(cast.omar.address)
    expect(await outcomeOf(device.ask(cast.omar.address))).toBe('TooManyAttempts')
    await spendMails().catch(() => {})
    device.attemptSecret = null
    expect(await outcomeOf(device.ask(address))).toBe('done')
  })

  it('keeps what it was let in for before, under a fresh token: one that was planted never stands for the address', async () => {
    const planter = await letIn(cast.omar.address)
    const device = new Browser()
    device.letInToken = planter.letInToken
    await new Browser().ask(address)
    await device.press(await newestLink())
    await spendMails().catch(() => {})
    expect(await outcomeOf(planter.ask(address))).toBe('TooManyAttempts')
    expect(await outcomeOf(device.ask(address))).toBe('done')
    const views = await listLetIn(stranger, { letInToken: device.letInToken })
    expect(views.map(({ maskedAddress }) => maskedAddress).sort()).toEqual([
      'n•••e@contoso.example',
      'o•••r@fabrikam.example',
    ])
    expect(await listLetIn(stranger, { letInToken: planter.letInToken })).toEqual([])
  })

  it('has ten comparisons in the known lane with all others there, however many links are used (A1)', async () => {
    let compared = 0
    for (let time = 0; time < 6; time++) {
      setClock(after(start, time * HOUR))
      const device = await letIn()
      const code = await device.ask(address)
      for (let guess = 0; guess < 5; guess++) if ((await outcomeOf(device.type(wrong(code)))) === 'Invalid') compared++
    }
    expect(compared).toBe(10)
  })
})

describe('whoever runs the server', () => {
  it('makes a link that does the same, on the trail', async () => {
    await spendMails()
    const made = await makeLetIn(systemCaller('let-in'), address)
    expect(made).toMatchObject({ known: true, until: after(start, DAY) })
    const [, token] = /^http:\/\/localhost:3000\/let-in\/(.+)$/.exec(made.url)!
    const device = new Browser()
    await device.press(token!)
    expect(await outcomeOf(device.signIn(address))).toBe('done')
    const events = await db().auditEvent.findMany({
      where: { type: { startsWith: 'let-in.' }, principalId: people.nicole.principal.id },
      orderBy: { id: 'asc' },
    })
    expect(events).toMatchObject([
      { type: 'let-in.made', callerKind: 'system', principalId: people.nicole.principal.id },
      { type: 'let-in.used', callerKind: 'anonymous', principalId: people.nicole.principal.id },
    ])
    expect(await makeLetIn(systemCaller('let-in'), 'nobody@contoso.example')).toMatchObject({ known: false })
  })
})

it('is swept once neither the link nor what it did counts', async () => {
  const sweep = async (age: number) => {
    setClock(after(start, age))
    await sweepIdentity(systemCaller('sweep-identity'))
    return db().letIn.count()
  }
  await new Browser().ask(address)
  expect([await sweep(2 * DAY), await sweep(2 * DAY + 1)]).toEqual([1, 0])
})
