import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../prisma/cast'
import { after, DAY, HOUR, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { environment, seatCast, stranger } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { hashToken } from '../../secrets'
import { endOtherSessions } from './end-other-sessions'
import { endSession } from './end-session'
import { findCaller } from './find-caller'
import { getAccount } from '../accounts/get-account'
import { listSessions } from './list-sessions'
import { RenamePerson, renamePerson } from '../accounts/rename-person'
import { Browser, makeResource, makeShareLink, outcomeOf, setClock } from '../testing'

const start = new Date('2026-11-23T10:00:00.000Z')
let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  people = await seatCast()
})

const kindOf = async (token: string | null) => (await findCaller(environment, token)).kind
const callerOf = async (browser: Browser) => (await findCaller(environment, browser.sessionToken)) as PersonCaller

async function signedInBrowser(address: string = cast.megan.address) {
  const browser = new Browser()
  await browser.signIn(address)
  return browser
}

describe('a session', () => {
  it('has a token of 256 bits of which only the hash is stored (B1)', async () => {
    const tokens = []
    for (let time = 0; time < 5; time++) tokens.push((await signedInBrowser()).sessionToken!)
    expect(new Set(tokens).size).toBe(5)
    for (const token of tokens) {
      expect(Buffer.from(token, 'base64url')).toHaveLength(32)
      const { tokenHash } = await db().session.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } })
      expect(await kindOf(Buffer.from(tokenHash).toString('base64url'))).toBe('anonymous')
    }
  })

  it('ends 24 hours after the proof to the millisecond, whatever was done in it (B2)', async () => {
    let base = start
    const visits = fc.array(fc.integer({ min: 0, max: 25 * HOUR }), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(visits, async (ages) => {
        base = after(base, 3 * DAY)
        setClock(base)
        const browser = await signedInBrowser()
        for (const age of [...ages.sort((a, b) => a - b), DAY - 1, DAY]) {
          setClock(after(base, age))
          const caller = await findCaller(environment, browser.sessionToken)
          expect(caller.kind).toBe(age < DAY ? 'person' : 'anonymous')
          if (caller.kind === 'person') expect(caller.session.expiresAt).toEqual(after(base, DAY))
          if (caller.kind === 'person') await listSessions(caller)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('is nobody’s once the person is blocked or removed', async () => {
    for (const gone of [{ blockedAt: now() }, { removedAt: now() }]) {
      const browser = await signedInBrowser()
      await db().principal.update({ where: { id: people.megan.principal.id }, data: gone })
      expect(await kindOf(browser.sessionToken)).toBe('anonymous')
      await db().principal.update({
        where: { id: people.megan.principal.id },
        data: { blockedAt: null, removedAt: null },
      })
    }
  })

  it.each([
    null,
    '',
    'x',
    '\0',
    "' OR 1=1 --",
    'é'.repeat(43),
    'a'.repeat(44),
    'a'.repeat(100_000),
    '../../etc/passwd',
    'undefined',
  ])('is not opened by %j', async (token) => expect(await kindOf(token)).toBe('anonymous'))
})

describe('signing in again (B4)', () => {
  it('never adopts a token, and ends the session the browser had', async () => {
    const browser = await signedInBrowser()
    const { sessionToken: old, browserToken } = browser
    await browser.signIn(cast.megan.address)
    expect(browser.sessionToken).not.toBe(old)
    expect(browser.browserToken).not.toBe(browserToken)
    expect([await kindOf(old), await kindOf(browser.sessionToken)]).toEqual(['anonymous', 'person'])
  })

  it('adopts none of 200 planted cookies', async () => {
    const victim = new Browser()
    for (let time = 0; time < 200; time++) {
      const planted = {
        attemptSecret: `planted-${time}`.padEnd(43, 'x'),
        browserToken: `browser-${time}`.padEnd(43, 'x'),
        sessionToken: `session-${time}`.padEnd(43, 'x'),
      }
      Object.assign(victim, planted)
      const code = await victim.ask(cast.megan.address)
      expect(victim.attemptSecret).not.toBe(planted.attemptSecret)
      await victim.type(code)
      expect([victim.browserToken, victim.sessionToken]).not.toContain(planted.sessionToken)
      expect(await kindOf(planted.sessionToken)).toBe('anonymous')
      expect(await db().knownBrowser.count({ where: { tokenHash: hashToken(planted.browserToken) } })).toBe(0)
    }
  })

  it('under another address ends the first person’s session in that browser, and leaves their others', async () => {
    const [here, there] = [await signedInBrowser(cast.megan.address), await signedInBrowser(cast.megan.address)]
    const old = here.sessionToken
    await here.signIn(cast.lee.address)
    expect([await kindOf(old), await kindOf(there.sessionToken)]).toEqual(['anonymous', 'person'])
    expect((await callerOf(here)).principal.address).toBe(cast.lee.address)
  })
})

describe('signing out (B5, B6)', () => {
  it('ends the session in the database: its token opens nothing again', async () => {
    const browser = await signedInBrowser()
    const caller = await callerOf(browser)
    await endSession(caller, { sessionId: caller.session.id })
    expect(await kindOf(browser.sessionToken)).toBe('anonymous')
    expect(await outcomeOf(endSession(caller, { sessionId: caller.session.id }))).toBe('NotFound')
  })

  it('everywhere else ends all but this one', async () => {
    const browsers = [await signedInBrowser(), await signedInBrowser(), await signedInBrowser()]
    const caller = await callerOf(browsers[0]!)
    // The two others, and the one that the cast was seated with.
    expect(await endOtherSessions(caller)).toEqual({ ended: 3 })
    expect(await Promise.all(browsers.map(({ sessionToken }) => kindOf(sessionToken)))).toEqual([
      'person',
      'anonymous',
      'anonymous',
    ])
    expect(await endOtherSessions(caller)).toEqual({ ended: 0 })
  })

  it('nobody ends or sees another person’s session', async () => {
    const lee = await callerOf(await signedInBrowser(cast.lee.address))
    expect(await outcomeOf(endSession(people.megan, { sessionId: lee.session.id }))).toBe('NotFound')
    expect((await listSessions(people.megan)).map(({ id }) => id)).toEqual([people.megan.session.id])
    for (const deed of [
      () => endSession(stranger, { sessionId: lee.session.id }),
      () => endOtherSessions(stranger),
      () => listSessions(stranger),
      () => getAccount(stranger),
    ])
      expect(await outcomeOf(deed())).toBe('AccessDenied')
    expect((await findCaller(environment, null)).kind).toBe('anonymous')
  })

  it('lists live sessions alone, this browser first, in words', async () => {
    await db().session.deleteMany()
    setClock(start)
    await signedInBrowser()
    setClock(after(start, DAY))
    await signedInBrowser()
    setClock(after(start, DAY + MINUTE))
    const caller = await callerOf(await signedInBrowser())
    setClock(after(start, DAY + 2 * MINUTE))
    await signedInBrowser()
    const listed = await listSessions(caller)
    expect(
      listed.map(({ current, startedAt }) => [current, (startedAt.getTime() - start.getTime() - DAY) / MINUTE]),
    ).toEqual([
      [true, 1],
      [false, 2],
      [false, 0],
    ])
    expect(listed[0]).toMatchObject({
      browser: 'Chrome on Windows',
      networkAddress: environment.networkAddress,
      expiresAt: after(start, 2 * DAY + MINUTE),
    })
  })
})

describe('nothing from before the proof survives it (B10)', () => {
  it('an attacker who asked first has nothing: no principal, no session, no good attempt', async () => {
    const resource = await makeResource(people.megan.principal.id, now())
    const shareLink = await makeShareLink({
      resourceId: resource.id,
      createdById: people.megan.principal.id,
      audience: 'anyone',
    })
    const request = { purpose: 'share-link' as const, shareLinkId: shareLink.id }
    const [attacker, victim] = [new Browser(), new Browser()]
    await attacker.ask('zoe@litware.example', request)
    expect(await db().principal.count({ where: { address: 'zoe@litware.example' } })).toBe(0)
    const code = await victim.ask('zoe@litware.example', request)
    expect(await outcomeOf(attacker.type(code))).toBe('Invalid')
    const { caller } = await victim.type(code)
    expect(await outcomeOf(attacker.type(code))).toBe('Invalid')
    expect(await db().session.count({ where: { principalId: caller.principal.id } })).toBe(1)
  })

  it('a session from before a removal stays dead when the person comes back', async () => {
    const resource = await makeResource(people.megan.principal.id, now())
    const shareLink = await makeShareLink({
      resourceId: resource.id,
      createdById: people.megan.principal.id,
      audience: 'anyone',
    })
    await db().grant.create({
      data: {
        resourceId: resource.id,
        principalId: people.omar.principal.id,
        role: 'view',
        grantedAt: now(),
        grantedById: people.megan.principal.id,
      },
    })
    const old = await signedInBrowser(cast.omar.address)
    // By themselves: whoever was removed by somebody else has no way back through a link.
    await db().principal.update({
      where: { id: people.omar.principal.id },
      data: { removedAt: now(), removedById: people.omar.principal.id },
    })
    const back = new Browser()
    await back.signIn(cast.omar.address, { purpose: 'share-link', shareLinkId: shareLink.id })
    expect([await kindOf(old.sessionToken), await kindOf(back.sessionToken)]).toEqual(['anonymous', 'person'])
  })

  it('somebody blocked between the mail and the code stays out', async () => {
    const browser = new Browser()
    const code = await browser.ask(cast.megan.address)
    await db().principal.update({ where: { id: people.megan.principal.id }, data: { blockedAt: now() } })
    expect(await outcomeOf(browser.type(code))).toBe('Conflict')
    expect(browser.sessionToken).toBeNull()
  })
})

describe('a name', () => {
  it.each([
    ['Megan Bowen', 'Megan Bowen'],
    ['  Megan \t\n Bowen ', 'Megan Bowen'],
    ['Zoë Ångström', 'Zoë Ångström'],
    ['José', 'José'],
    ['<b>Megan</b>', '<b>Megan</b>'],
    ['', null],
    ['\u2066x', 'x'],
    ['a\u202eb\0c', 'a b c'],
    ['\u200b', null],
    // The joiner that Persian spelling needs.
    ['می\u200cخواهم', 'می\u200cخواهم'],
  ])('%j is kept as %j', async (typed, kept) => {
    await renamePerson(people.megan, RenamePerson.parse({ name: typed }))
    expect((await db().principal.findUniqueOrThrow({ where: { id: people.megan.principal.id } })).name).toBe(kept)
  })

  it('of more than 100 characters is refused', () =>
    expect(RenamePerson.safeParse({ name: 'a'.repeat(101) }).success).toBe(false))
})
