import pg from 'pg'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { cast, stranger as sam } from '../../../prisma/cast'
import { after, DAY, HOUR, MINUTE, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { findAttempt } from '../passcodes/find-attempt'
import { prepareSetUp } from '../set-up/prepare-set-up'
import {
  Browser,
  countEvents,
  forgetBudgets,
  mailedTo,
  makeInvitation,
  makeResource,
  makeShareLink,
  outcomeOf,
  setClock,
} from '../testing'

let people: Record<keyof typeof cast, PersonCaller>
let resourceId: string

beforeEach(async () => {
  people = await seatCast()
  resourceId = (await makeResource(people.megan.principal.id, now())).id
})

const id = (name: keyof typeof cast) => people[name].principal.id
const grant = (principalId: string, more = {}) =>
  db().grant.create({
    data: {
      resourceId,
      principalId,
      role: 'view',
      grantedAt: after(now(), -SECOND),
      grantedById: id('megan'),
      endsAt: null,
      ...more,
    },
  })
const invite = (more = {}) => ({
  resourceId,
  principalId: id('nicole'),
  invitedById: id('megan'),
  createdAt: after(now(), -SECOND),
  expiresAt: after(now(), DAY),
  ...more,
})
const change = (name: keyof typeof cast, data: object) => db().principal.update({ where: { id: id(name) }, data })

async function lapse(guest: { privacyAcceptedAt: Date | null }) {
  await makeInvitation(invite({ expiresAt: now() }))
  await db().guest.update({ where: { principalId: id('nicole') }, data: guest })
}

/** Nicole is still to accept what somebody invited her to who was disabled since. */
async function closeOffer(privacyAcceptedAt: Date | null) {
  await makeInvitation(invite())
  await db().guest.update({ where: { principalId: id('nicole') }, data: { privacyAcceptedAt } })
  await change('megan', { blockedAt: now() })
}

async function getsMail(address: string, request = {}) {
  const before = (await mailedTo(address)).length
  await new Browser().ask(address, request)
  return (await mailedTo(address)).length - before === 1
}

describe('who gets a code at the door', () => {
  it('members do, unless disabled or removed', async () => {
    expect(await getsMail(cast.megan.address)).toBe(true)
    await change('lee', { blockedAt: now() })
    await change('priya', { removedAt: now() })
    expect([await getsMail(cast.lee.address), await getsMail(cast.priya.address)]).toEqual([false, false])
  })

  it.each([
    ['a live grant', () => grant(id('nicole')), true],
    ['a grant that ends later', () => grant(id('nicole'), { endsAt: after(now(), HOUR) }), true],
    ['an open invitation', async () => makeInvitation(invite()), true],
    ['nothing', async () => {}, false],
    ['a grant that has ended', () => grant(id('nicole'), { endsAt: now() }), false],
    ['a revoked grant', () => grant(id('nicole'), { revokedAt: now() }), false],
    ['an invitation that ran out', async () => makeInvitation(invite({ expiresAt: now() })), false],
    [
      'a live grant whose invitation ran out',
      async () => grant(id('nicole')).then(() => lapse({ privacyAcceptedAt: null })),
      false,
    ],
    [
      'the same, but accepted another before',
      async () => grant(id('nicole')).then(() => lapse({ privacyAcceptedAt: now() })),
      true,
    ],
    [
      'a withdrawn invitation',
      async () =>
        makeInvitation({ ...invite() }).then(({ id }) =>
          db().invitation.update({ where: { id }, data: { withdrawnAt: now() } }),
        ),
      false,
    ],
    [
      'an open invitation, whose sender was disabled',
      async () => makeInvitation(invite()).then(() => change('megan', { blockedAt: now() })),
      false,
    ],
    ['a live grant with such an invitation', async () => grant(id('nicole')).then(() => closeOffer(null)), false],
    ['the same, but let in before', async () => grant(id('nicole')).then(() => closeOffer(now())), true],
    [
      'a grant on something deleted',
      async () =>
        grant(id('nicole')).then(() => db().resource.update({ where: { id: resourceId }, data: { deletedAt: now() } })),
      false,
    ],
    [
      'a live grant, but blocked',
      async () => grant(id('nicole')).then(() => change('nicole', { blockedAt: now() })),
      false,
    ],
    [
      'a live grant, but removed',
      async () => grant(id('nicole')).then(() => change('nicole', { removedAt: now() })),
      false,
    ],
  ])('a guest with %s', async (_what, prepare, mailed) => {
    await prepare()
    expect(await getsMail(cast.nicole.address)).toBe(mailed)
  })

  it('strangers get none in 300 requests (A7)', async () => {
    for (let time = 0; time < 300; time++) await new Browser().ask(`sam${time}@northwind.example`)
    expect(await db().mail.count({ where: { withheldAt: null } })).toBe(0)
    expect(await db().mail.count()).toBe(300)
    expect(await db().principal.count()).toBe(Object.keys(cast).length)
  })

  it('and nobody more than 3 in 15 minutes or 10 in 24 hours, whatever the browsers (A7)', async () => {
    const start = now()
    const sent: number[] = []
    for (let minute = 0; minute < 26 * 60; minute += 4) {
      setClock(after(start, minute * MINUTE))
      if ((await outcomeOf(new Browser().ask(cast.megan.address))) === 'done') sent.push(minute)
    }
    const most = (window: number) =>
      Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + window).length))
    expect([most(15), most(24 * 60)]).toEqual([3, 10])
    expect(await mailedTo(cast.megan.address)).toHaveLength(sent.length)
  })

  it('an address of the organization’s mail domain becomes a member by its first code, whole domains only', async () => {
    await db().organization.update({ where: { id: 1 }, data: { memberDomains: ['woodgrove.example'] } })
    const { caller, path } = await new Browser().signIn('diego@woodgrove.example')
    expect([caller.principal.kind, caller.principal.administrator, path]).toEqual(['member', false, '/shares'])
    for (const address of ['a@mail.woodgrove.example', 'a@notwoodgrove.example', 'woodgrove.example@evil.example'])
      expect(await getsMail(address)).toBe(false)
    expect(await countEvents('member.added')).toBe(1)
  })

  it('of guests at that domain, those who have proven their address stay what they are', async () => {
    await grant(id('nicole'))
    await grant(id('omar'))
    await change('omar', { provenAt: null })
    await db().organization.update({
      where: { id: 1 },
      data: { memberDomains: ['contoso.example', 'fabrikam.example'] },
    })
    expect((await new Browser().signIn(cast.nicole.address)).caller.principal.kind).toBe('guest')
    expect((await new Browser().signIn(cast.omar.address)).caller.principal.kind).toBe('member')
    const told = await db().mail.findMany({ where: { template: { in: ['member-added', 'member-changed-told'] } } })
    expect(told.map(({ template, recipient }) => [template, recipient])).toEqual([
      ['member-added', cast.omar.address],
      ['member-changed-told', cast.adele.address],
    ])
    expect(told[1]!.input).toMatchObject({
      input: { change: 'joined', by: null, person: { address: cast.omar.address } },
    })
    expect((await new Browser().signIn(cast.omar.address)).caller.principal.kind).toBe('member')
    expect(await db().mail.count({ where: { template: 'member-added' } })).toBe(1)
  })
})

describe('who gets a code by a share link', () => {
  const link = (more: Partial<Parameters<typeof makeShareLink>[0]> = {}) =>
    makeShareLink({ resourceId, createdById: id('megan'), audience: 'anyone', ...more })
  const by = async (made: { id: string }, address: string) =>
    getsMail(address, { purpose: 'share-link', shareLinkId: made.id })

  it('its audience: the invited, the domain exactly, or anyone', async () => {
    await grant(id('nicole'))
    const [invited, domains, anyone] = [
      await link({ audience: 'invited' }),
      await link({ audience: 'domains', domains: ['northwind.example'] }),
      await link(),
    ]
    expect([
      await by(invited, cast.nicole.address),
      await by(invited, cast.omar.address),
      await by(invited, sam.address),
    ]).toEqual([true, false, false])
    expect([
      await by(domains, sam.address),
      await by(domains, 'sam@mail.northwind.example'),
      await by(domains, cast.omar.address),
    ]).toEqual([true, false, false])
    expect([await by(anyone, 'zoe@litware.example'), await by(anyone, cast.priya.address)]).toEqual([true, true])
  })

  it('nobody once it has ended, was revoked, is full, or its resource is gone; and nobody blocked', async () => {
    const [ended, full, revoked, live] = [
      await link({ endsAt: now() }),
      await link({ maxPeople: 1 }),
      await link(),
      await link(),
    ]
    await db().shareLink.update({ where: { id: full.id }, data: { peopleCount: 1 } })
    await db().shareLink.update({ where: { id: revoked.id }, data: { revokedAt: now() } })
    await change('omar', { blockedAt: now() })
    const addresses = [ended, full, revoked].map((made, index) => by(made, `sam${index}@northwind.example`))
    expect([...(await Promise.all(addresses)), await by(live, cast.omar.address)]).toEqual([false, false, false, false])
    await grant(id('nicole'))
    expect(await by(full, cast.nicole.address)).toBe(true)
    await db().resource.update({ where: { id: resourceId }, data: { deletedAt: now() } })
    expect(await by(live, sam.address)).toBe(false)
  })

  it('a stranger it lets in is a guest from the proof on, with whoever made the link to answer for them', async () => {
    const made = await link()
    const { caller, path } = await new Browser().signIn(sam.address, { purpose: 'share-link', shareLinkId: made.id })
    expect(path).toBe(`/links/${made.token}`)
    expect(
      await db().principal.findUniqueOrThrow({
        where: { id: caller.principal.id },
        include: { guest: true, roles: true },
      }),
    ).toMatchObject({
      kind: 'guest',
      address: sam.address,
      roles: [],
      guest: { sponsorId: id('megan'), privacyAcceptedAt: null },
    })
  })

  it('whoever it would have let in is refused when it was revoked before the code was typed', async () => {
    const made = await link()
    const browser = new Browser()
    const code = await browser.ask(sam.address, { purpose: 'share-link', shareLinkId: made.id })
    await db().shareLink.update({ where: { id: made.id }, data: { revokedAt: now() } })
    expect(await outcomeOf(browser.type(code))).toBe('Conflict')
    expect(await db().principal.count({ where: { address: sam.address } })).toBe(0)
  })

  it('nobody while whoever made it is disabled, not by a code on its way either, and again once they are enabled', async () => {
    const made = await link()
    const browser = new Browser()
    const code = await browser.ask(sam.address, { purpose: 'share-link', shareLinkId: made.id })
    await change('megan', { blockedAt: now() })
    expect(await outcomeOf(browser.type(code))).toBe('Conflict')
    expect(await db().principal.count({ where: { address: sam.address } })).toBe(0)
    expect(await by(made, 'zoe@litware.example')).toBe(false)
    await change('megan', { blockedAt: null })
    expect(await by(made, 'max@litware.example')).toBe(true)
  })

  it('sends at most 60 codes an hour, whoever asks', async () => {
    const start = now()
    setClock(start)
    const made = await link()
    const asked = async (index: number) =>
      outcomeOf(new Browser().ask(`sam${index}@northwind.example`, { purpose: 'share-link', shareLinkId: made.id }))
    const outcomes = []
    for (let index = 0; index < 64; index++) outcomes.push(await asked(index))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(60)
    setClock(after(start, HOUR))
    expect(await asked(99)).toBe('done')
  })
})

describe('nobody learns who is invited (A6)', () => {
  const statements = vi.spyOn(pg.Client.prototype, 'query')

  const said = () =>
    statements.mock.calls
      .map(([query]) => (typeof query === 'string' ? query : ((query as { text?: string } | undefined)?.text ?? '')))
      .map((sql) => sql.replaceAll(/\s+/g, ' '))

  async function traceOf(address: string, request = {}) {
    const browser = new Browser()
    statements.mockClear()
    await browser.ask(address, request)
    const asking = said()
    const view = await findAttempt(stranger, { attemptSecret: browser.attemptSecret })
    statements.mockClear()
    const typed = await browser.type('00000000').catch((error: Error) => `${error.name}: ${error.message}`)
    return { asking, typing: said(), typed, view: { ...view, address: '', lastCodeAt: 0 } }
  }

  it('the same statements run and the same comes back for every address', async () => {
    await grant(id('nicole'))
    await change('lee', { blockedAt: now() })
    await change('priya', { removedAt: now() })
    await db().organization.update({ where: { id: 1 }, data: { memberDomains: ['litware.example'] } })
    const classes = [
      cast.nicole.address,
      cast.omar.address,
      cast.megan.address,
      cast.lee.address,
      cast.priya.address,
      sam.address,
      'new@litware.example',
      ...['nicole', 'lee', 'priya', 'sam'].map(
        (name) => `${name}+x@${name === 'nicole' ? 'contoso' : name === 'sam' ? 'northwind' : 'woodgrove'}.example`,
      ),
      "o'dd+#{x}@xn--bcher-kva.example",
    ]
    const traces = []
    await traceOf('warm@up.example')
    for (const address of classes) traces.push(await traceOf(address))
    expect(traces[0]!.asking.map((sql) => /"memberDomains"|INSERT INTO "Mail"/.exec(sql)?.[0])).toEqual([
      '"memberDomains"',
      'INSERT INTO "Mail"',
    ])
    for (const trace of traces) expect(trace).toEqual(traces[0])
    const made = await makeShareLink({ resourceId, createdById: id('megan'), audience: 'invited' })
    await forgetBudgets()
    const throughLink = []
    for (const address of classes)
      throughLink.push(await traceOf(address, { purpose: 'share-link', shareLinkId: made.id }))
    for (const trace of throughLink) expect(trace).toEqual(throughLink[0])
  })

  it('a code leaves 0.3 to 0.7 seconds after it was asked for, at random, and so does one that goes nowhere', async () => {
    setClock(now())
    await db().organization.update({ where: { id: 1 }, data: { memberDomains: ['litware.example'] } })
    for (let time = 0; time < 20; time++)
      for (const domain of ['litware', 'northwind']) await new Browser().ask(`sam${time}@${domain}.example`)
    const mails = await db().mail.findMany()
    const waits = (withheld: boolean) =>
      mails
        .filter(({ withheldAt }) => (withheldAt !== null) === withheld)
        .map(({ createdAt, nextAttemptAt }) => nextAttemptAt!.getTime() - createdAt.getTime())
    for (const some of [waits(false), waits(true)]) {
      expect(some).toHaveLength(20)
      expect(Math.min(...some)).toBeGreaterThanOrEqual(300)
      expect(Math.max(...some)).toBeLessThanOrEqual(700)
      expect(new Set(some).size).toBeGreaterThan(5)
    }
  })

  it('the same refusal comes when a budget is spent', async () => {
    const start = now()
    setClock(start)
    const refusals = []
    for (const address of [cast.megan.address, cast.nicole.address, sam.address]) {
      for (let time = 0; time < 3; time++) await new Browser().ask(address)
      refusals.push(
        await new Browser()
          .ask(address)
          .catch((error: Error & { retryAt: Date }) => ({ message: error.message, retryAt: error.retryAt })),
      )
    }
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
  })

  it('a set-up needs its link', async () => {
    expect(await outcomeOf(new Browser().ask(cast.megan.address, { purpose: 'setup', linkToken: 'x' }))).toBe(
      'NotFound',
    )
    const token = (await prepareSetUp())!.split('/').pop()!
    expect(await outcomeOf(new Browser().ask(cast.megan.address, { purpose: 'setup', linkToken: token }))).toBe('done')
  })
})
