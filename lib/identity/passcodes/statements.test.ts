import pg from 'pg'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { cast, type CastName, stranger as sam } from '../../../prisma/cast'
import { NETWORKS } from '../../audit/network-budget'
import { after, DAY, now, SECOND } from '../../clock'
import { takeCounts } from '../../counters'
import { db } from '../../db/client'
import type * as statements from '../../db/statement'
import { seatCast } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { hashToken } from '../../secrets'
import { Browser, makeResource, outcomeOf, setClock } from '../testing'

/** What somebody else does in the instant before the statement that has `text` in it, once. */
const meanwhile = vi.hoisted(() => ({ text: '', deed: null as (() => Promise<unknown>) | null }))
vi.mock('../../db/statement', async (original) => {
  const real = await original<typeof statements>()
  const inOneStatement: typeof real.inOneStatement = async (sql, row) => {
    const { text, deed } = meanwhile
    if (deed && sql.text.includes(text)) {
      meanwhile.deed = null
      await deed()
    }
    return real.inOneStatement(sql, row)
  }
  return { ...real, inOneStatement }
})
const rightBefore = (text: string, deed: () => Promise<unknown>) => void Object.assign(meanwhile, { text, deed })

// The trail keeps what other tests did: each has a day of its own.
let start = new Date('2026-11-23T10:00:00.000Z')
let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  start = after(start, DAY)
  setClock(start)
  people = await seatCast()
  const { megan, nicole } = people
  const { id: resourceId } = await makeResource(megan.principal.id, now())
  const held = { resourceId, principalId: nicole.principal.id, grantedAt: now(), grantedById: megan.principal.id }
  await db().grant.create({ data: { ...held, role: 'view' } })
  takeCounts()
})

/** What this moment has brought. */
const trail = async () => {
  const events = await db().auditEvent.findMany({ where: { at: now() }, orderBy: { id: 'asc' } })
  return events.map(({ type }) => type)
}

describe('what a sign-in asks of the database', () => {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  const asked = async (work: () => Promise<unknown>) => {
    sent.mockClear()
    await work()
    return sent.mock.calls.map(([query]) => (query as unknown as { text: string }).text)
  }

  it('is two statements to ask, the same for whoever is known and whoever is not, and three to prove', async () => {
    // The policies in force are read once.
    await new Browser().signIn(cast.megan.address)
    takeCounts()
    const [guest, nobody] = [new Browser(), new Browser()]
    let code = ''
    const known = await asked(async () => (code = await guest.ask(cast.nicole.address)))
    const unknown = await asked(() => nobody.ask(sam.address))
    expect(known).toHaveLength(2)
    expect(unknown).toEqual(known)
    expect(await asked(() => guest.type(code))).toHaveLength(3)
    expect(takeCounts()).toEqual([
      ['passcode.requested', 2],
      ['passcode.verified', 1],
      ['session.started', 1],
    ])
  })
})

describe('what changes between the statements of a proof', () => {
  /** Signs in, while somebody else does something in the very instant. */
  const typeWhile = async (deed: () => Promise<unknown>, browser = new Browser()) => {
    const code = await browser.ask(cast.nicole.address)
    setClock(after(now(), SECOND))
    takeCounts()
    rightBefore('INSERT INTO "Session"', deed)
    return outcomeOf(browser.type(code))
  }
  const begun = () => db().session.count({ where: { startedAt: { gt: start } } })

  it('lets nobody in who was blocked, and tells of it', async () => {
    const block = () => db().principal.update({ where: { id: people.nicole.principal.id }, data: { blockedAt: now() } })
    expect(await typeWhile(block)).toBe('Conflict')
    expect(await begun()).toBe(0)
    expect(await trail()).toEqual(['passcode.refused'])
    expect(takeCounts()).toEqual([['passcode.refused', 1]])
    expect(await db().signInAttempt.findFirstOrThrow()).toMatchObject({ completedAt: now() })
  })

  it('lets nobody in by a code that was used', async () => {
    const use = () => db().signInAttempt.updateMany({ data: { completedAt: now() } })
    expect(await typeWhile(use)).toBe('Conflict')
    expect(await begun()).toBe(0)
    expect(await trail()).toEqual(['passcode.refused'])
  })

  it('makes a member of whoever has become one of the organization’s mail domain', async () => {
    await db().principal.update({ where: { id: people.nicole.principal.id }, data: { provenAt: null } })
    const admit = () => db().organization.update({ where: { id: 1 }, data: { memberDomains: ['contoso.example'] } })
    expect(await typeWhile(admit)).toBe('done')
    expect(await trail()).toEqual(['member.added', 'passcode.verified', 'session.started'])
    const session = await db().session.findFirstOrThrow({ where: { startedAt: { gt: start } } })
    expect(await db().signIn.findFirst({ where: { sessionId: session.id } })).toMatchObject({ principalKind: 'member' })
  })

  it('takes no browser for known whose token another has taken over', async () => {
    const browser = new Browser()
    await browser.signIn(cast.nicole.address)
    await db().knownBrowser.updateMany({ data: { knownAt: now() } })
    const tokenHash = hashToken('another browser')
    const outcome = typeWhile(() => db().knownBrowser.updateMany({ data: { tokenHash } }), browser)
    expect(await outcome).toBe('done')
    expect(await db().session.findFirst({ where: { startedAt: { gt: start } } })).toMatchObject({ newBrowser: true })
    expect(await db().knownBrowser.count({ where: { tokenHash } })).toBe(1)
  })

  it('ends the session that this browser had, and tells of it', async () => {
    const browser = new Browser()
    await browser.signIn(cast.nicole.address)
    setClock(after(start, 31 * SECOND))
    const code = await browser.ask(cast.nicole.address)
    setClock(after(start, 32 * SECOND))
    takeCounts()
    await browser.type(code)
    expect(await trail()).toEqual(['passcode.verified', 'session.started', 'session.ended'])
    expect(await db().session.count({ where: { endedAt: now(), endedById: people.nicole.principal.id } })).toBe(1)
    expect(takeCounts().map(([type]) => type)).toEqual(['passcode.verified', 'session.started', 'session.ended'])
  })
})

describe('what changes between the statements of a request', () => {
  const asksAgain = async (deed: () => Promise<unknown>) => {
    const browser = new Browser()
    await browser.ask(cast.nicole.address)
    setClock(after(start, 31 * SECOND))
    rightBefore('INSERT INTO "Passcode"', deed)
    return outcomeOf(browser.ask(cast.nicole.address, { again: true }))
  }
  const mails = () => db().mail.count({ where: { template: 'one-time-passcode' } })

  it('mails no second code where another is on its way by now', async () => {
    expect(await asksAgain(() => db().signInAttempt.updateMany({ data: { lastCodeAt: now() } }))).toBe('CodeOnItsWay')
    expect(await mails()).toBe(1)
    expect(await trail()).toEqual(['passcode.refused'])
  })

  it('begins another attempt where that one is over by now, and counts once for the network', async () => {
    expect(await asksAgain(() => db().signInAttempt.updateMany({ data: { completedAt: now() } }))).toBe('done')
    expect(await mails()).toBe(2)
    expect(await db().signInAttempt.count()).toBe(2)
    expect(await db().tally.findFirst({ where: { key: { startsWith: NETWORKS.codes } } })).toMatchObject({ count: 2 })
  })

  it('mails one code to 64 who ask at once with one cookie', async () => {
    const browser = new Browser()
    await browser.ask(cast.nicole.address)
    setClock(after(start, 31 * SECOND))
    const again = () => outcomeOf(Object.assign(new Browser(), browser).ask(cast.nicole.address, { again: true }))
    const outcomes = await Promise.all(Array.from({ length: 64 }, again))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'CodeOnItsWay')).toHaveLength(63)
    expect(await mails()).toBe(2)
  })
})
