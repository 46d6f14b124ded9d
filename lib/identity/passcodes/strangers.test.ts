import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../prisma/cast'
import { MOST_OF_NETWORK, NETWORKS } from '../../audit/network-budget'
import { recordRefusal } from '../../audit/record-refusal'
import { hourOf } from '../../audit/tally'
import { after, DAY, HOUR, MINUTE, SECOND } from '../../clock'
import { db } from '../../db/client'
import { environment, seatCast } from '../../db/testing'
import { settings } from '../../env'
import { AccessDenied } from '../../errors'
import { networkOf } from '../../network-address'
import { anonymousCaller, type PersonCaller, systemCaller } from '../../principal'
import { areCodesSlowed, DOMAIN, EVERYBODY, LINES } from './pace'
import { newPasscode } from './passcode'
import { reportTallies } from '../report-tallies'
import type { PasscodeRequest } from './keep-code'
import { requestPasscode } from './request-passcode'
import { setTimesRight } from '../set-times-right'
import { Browser, forgetBudgets, makeInvitation, makeResource, outcomeOf, setClock, wrong } from '../testing'
import { verifyPasscode } from './verify-passcode'

const start = new Date('2026-11-23T10:20:00.000Z')
const report = () => reportTallies(systemCaller('report-tallies'))

let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  setClock(start)
  people = await seatCast()
})

const from = (networkAddress: string) => anonymousCaller({ ...environment, networkAddress })

const askFrom = (networkAddress: string, address: string, more: Partial<PasscodeRequest> = {}) =>
  outcomeOf(requestPasscode(from(networkAddress), { address, purpose: 'sign-in', code: newPasscode(), ...more }))

/** As if so many had been asked for this hour. */
const count = (key: string, so: number) =>
  db().tally.upsert({
    where: { key_startedAt: { key, startedAt: hourOf(start) } },
    create: { key, startedAt: hourOf(start), count: so },
    update: { count: so },
  })

/** Everything that strangers' requests write. */
const rows = async () => [
  await db().signInAttempt.count(),
  await db().passcode.count(),
  await db().mail.count(),
  await db().auditEvent.count(),
  await db().budget.count(),
  await db().signIn.count(),
]

describe('a network', () => {
  const spent = (network: string, kind: keyof typeof NETWORKS = 'codes') =>
    count(NETWORKS[kind] + network, MOST_OF_NETWORK)

  it('asks so often an hour, and not once more; beyond it nothing is written', async () => {
    await count(NETWORKS.codes + '192.0.2.7', MOST_OF_NETWORK - 1)
    expect(await askFrom('192.0.2.7', 'sam@northwind.example')).toBe('done')
    const before = await rows()
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, n) => askFrom('192.0.2.7', `sam${n}@northwind.example`)),
    )
    expect(new Set(outcomes)).toEqual(new Set(['TooManyAttempts']))
    expect(await rows()).toEqual(before)
    expect(await askFrom('192.0.2.8', 'zoe@northwind.example')).toBe('done')
    setClock(after(hourOf(start), HOUR))
    expect(await askFrom('192.0.2.7', 'zoe@northwind.example')).toBe('done')
  })

  it('of 64 at once gets what is left', async () => {
    await count(NETWORKS.codes + '192.0.2.7', MOST_OF_NETWORK - 5)
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, n) => askFrom('192.0.2.7', `sam${n}@northwind.example`)),
    )
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(5)
  })

  it('says when and what still works, the same whoever is asked for', async () => {
    await spent('192.0.2.7')
    const answers = []
    for (const address of [cast.megan.address, cast.nicole.address, 'sam@northwind.example'])
      answers.push(
        await requestPasscode(from('192.0.2.7'), { address, purpose: 'sign-in', code: newPasscode() }).catch(
          (error: Error & { retryAt: Date }) => [error.message, error.retryAt],
        ),
      )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toEqual([
      expect.stringMatching(
        /from your network\. You can ask for one in 40 minutes\. A browser you have signed in with before/,
      ),
      after(hourOf(start), HOUR),
    ])
  })

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['192.0.2.7', '192.0.2.6', false],
  ])('of %s is that of %s: %s', async (one, other, same) => {
    expect(networkOf(one) === networkOf(other)).toBe(same)
    await spent(networkOf(one))
    expect(await askFrom(other, 'sam@northwind.example')).toBe(same ? 'TooManyAttempts' : 'done')
  })

  it('does not hold up known browsers, nor an invitation’s link, nor who is signed in', async () => {
    const known = new Browser()
    await known.signIn(cast.nicole.address)
    const resource = await makeResource(people.megan.principal.id, start)
    const { token } = await makeInvitation({
      resourceId: resource.id,
      principalId: people.omar.principal.id,
      invitedById: people.megan.principal.id,
      createdAt: start,
      expiresAt: after(start, DAY),
    })
    await spent(networkOf(environment.networkAddress))
    expect(await outcomeOf(known.ask(cast.nicole.address))).toBe('done')
    expect(await outcomeOf(new Browser().ask(cast.omar.address, { purpose: 'invitation', linkToken: token }))).toBe(
      'done',
    )
    expect(
      await outcomeOf(
        requestPasscode(people.lee, { address: cast.lee.address, purpose: 'step-up', code: newPasscode() }),
      ),
    ).toBe('done')
    expect(await outcomeOf(new Browser().ask(cast.omar.address))).toBe('TooManyAttempts')
  })

  it('counts for nothing where it is this very computer', async () => {
    for (const address of ['127.0.0.1', '::1'])
      expect(await askFrom(address, `${address.length}@northwind.example`)).toBe('done')
    expect(await db().tally.count({ where: { key: { startsWith: NETWORKS.codes } } })).toBe(0)
  })

  it('fills no trail with codes for nothing, and is answered the same', async () => {
    const type = () =>
      verifyPasscode(from('192.0.2.7'), {
        code: '00000000',
        attemptSecret: null,
        browserToken: null,
        sessionToken: null,
      }).catch((error: Error) => error.message)
    const answer = await type()
    await spent('192.0.2.7', 'refusals')
    const before = await rows()
    expect(new Set(await Promise.all(Array.from({ length: 20 }, type)))).toEqual(new Set([answer]))
    expect(await rows()).toEqual(before)
    expect(await askFrom('192.0.2.7', 'sam@northwind.example')).toBe('done')
  })

  it('fills no trail with what strangers may not do either', async () => {
    const refused = () => recordRefusal(from('192.0.2.7'), new AccessDenied('grant.revoke', 'nobody'))
    await refused()
    expect(await db().auditEvent.count({ where: { type: 'access.denied', callerKind: 'anonymous' } })).toBe(1)
    await spent('192.0.2.7', 'refusals')
    await refused()
    expect(await db().auditEvent.count({ where: { type: 'access.denied', callerKind: 'anonymous' } })).toBe(1)
  })

  it('leaves one event an hour for all that was beyond, and none where nothing was', async () => {
    await spent('192.0.2.7')
    await askFrom('192.0.2.8', 'zoe@northwind.example')
    for (let n = 0; n < 7; n++) await askFrom('192.0.2.7', `sam${n}@northwind.example`)
    const events = () => db().auditEvent.findMany({ where: { type: 'network.refused' } })
    await report()
    expect(await events()).toEqual([])
    setClock(after(hourOf(start), HOUR))
    await Promise.all(Array.from({ length: 20 }, report))
    const [event, ...more] = await events()
    expect([event, ...more]).toMatchObject([{ callerKind: 'anonymous', detail: { kind: 'codes', count: 7 } }])
    expect(await db().trailOrigin.findUnique({ where: { id: event!.id } })).toMatchObject({
      networkAddress: '192.0.2.7',
    })
    expect(await db().tally.count()).toBe(0)
  })
})

describe('the sums', () => {
  const all = () => settings().codesAnHour
  const domain = `${DOMAIN}woodgrove.example`

  beforeEach(async () => {
    await db().organization.updateMany({ data: { memberDomains: ['woodgrove.example'] } })
  })

  /** When each mail with a code leaves, in whole seconds from the start: each waits for a tick of less than one besides. */
  async function leaving() {
    const mails = await db().mail.findMany({
      where: { nextAttemptAt: { not: null }, withheldAt: null },
      orderBy: { nextAttemptAt: 'asc' },
    })
    return mails.map(({ nextAttemptAt }) => Math.floor((nextAttemptAt!.getTime() - start.getTime()) / SECOND))
  }

  it('refuse nobody: beyond that of all, codes leave one a second', async () => {
    await count(EVERYBODY, all() - 1)
    const outcomes = []
    for (const name of ['megan', 'lee', 'priya', 'adele'] as const)
      outcomes.push(await outcomeOf(new Browser().ask(cast[name].address)))
    expect(outcomes).toEqual(['done', 'done', 'done', 'done'])
    expect(await leaving()).toEqual([0, 0, 1, 2])
  })

  it('give 64 at once a second each', async () => {
    await count(EVERYBODY, all())
    await Promise.all(Array.from({ length: 64 }, (_, n) => new Browser().ask(`new${n}@woodgrove.example`)))
    expect(await leaving()).toEqual(Array.from({ length: 64 }, (_, n) => n))
  })

  it('hold up nobody for another sum that is gone beyond as well', async () => {
    await count(EVERYBODY, all())
    await count(domain, all())
    const asked = Array.from({ length: 128 }, (_, n) =>
      outcomeOf(new Browser().ask(`new${n}@${n % 2 ? 'woodgrove' : 'northwind'}.example`)),
    )
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['done']))
  })

  it('of a member domain slow that domain alone', async () => {
    await count(domain, all() / 2)
    const { id: resourceId } = await makeResource(people.megan.principal.id, start)
    await db().grant.create({
      data: {
        resourceId,
        principalId: people.nicole.principal.id,
        role: 'view',
        grantedAt: start,
        grantedById: people.megan.principal.id,
      },
    })
    await new Browser().ask(cast.megan.address)
    await new Browser().ask(cast.lee.address)
    await new Browser().ask(cast.nicole.address)
    expect(await leaving()).toEqual([0, 0, 1])
  })

  it('of any other domain slow nobody', async () => {
    await count(`${DOMAIN}contoso.example`, 10 * all())
    const { id: resourceId } = await makeResource(people.megan.principal.id, start)
    await db().grant.create({
      data: {
        resourceId,
        principalId: people.nicole.principal.id,
        role: 'view',
        grantedAt: start,
        grantedById: people.megan.principal.id,
      },
    })
    for (const _ of [1, 2, 3]) await new Browser().ask(cast.nicole.address)
    expect(await leaving()).toEqual([0, 0, 0])
  })

  it('let made-up addresses and those that get no mail delay nobody who is known here', async () => {
    await count(EVERYBODY, all())
    for (let n = 0; n < 30; n++)
      await new Browser().ask(n % 2 ? `new${n}@woodgrove.example` : `sam${n}@northwind.example`)
    await new Browser().ask(cast.megan.address)
    const { nextAttemptAt } = await db().mail.findFirstOrThrow({ where: { recipient: cast.megan.address } })
    expect(nextAttemptAt!.getTime()).toBeLessThan(after(start, SECOND).getTime())
    expect(await leaving()).toEqual([0, ...Array.from({ length: 15 }, (_, n) => n)].sort((a, b) => a - b))
  })

  it('leave no line that reaches beyond the life of a code', async () => {
    await count(EVERYBODY, all())
    await new Browser().ask(cast.megan.address)
    // A clock that ran three hours ahead.
    await db().budget.updateMany({
      where: { key: { startsWith: 'line' } },
      data: { spentAt: [after(start, 3 * HOUR)] },
    })
    await new Browser().ask(cast.lee.address)
    expect((await leaving()).at(-1)).toBe((10 * MINUTE) / SECOND)
  })

  it('keep the line that waits when times are set right', async () => {
    await count(EVERYBODY, all())
    await new Browser().ask(cast.megan.address)
    await db().budget.updateMany({
      where: { key: { in: Object.values(LINES) } },
      data: { spentAt: [after(start, 5 * MINUTE)] },
    })
    await setTimesRight(systemCaller('set-times-right'))
    await new Browser().ask(cast.lee.address)
    expect((await leaving()).at(-1)).toBe(301)
  })

  it('do not slow codes inside a session', async () => {
    await count(EVERYBODY, all())
    for (const caller of [people.megan, people.lee])
      await requestPasscode(caller, { address: caller.principal.address, purpose: 'step-up', code: newPasscode() })
    expect(await leaving()).toEqual([0, 0])
    expect(await db().tally.findFirst({ where: { key: EVERYBODY } })).toMatchObject({ count: all() })
  })

  it('do not slow known browsers', async () => {
    const known = new Browser()
    await known.signIn(cast.megan.address)
    await count(EVERYBODY, all())
    for (let n = 0; n < 5; n++) await new Browser().ask(`new${n}@woodgrove.example`)
    await known.ask(cast.megan.address)
    const { nextAttemptAt } = await db().mail.findFirstOrThrow({
      where: { recipient: cast.megan.address },
      orderBy: { createdAt: 'desc' },
    })
    expect(nextAttemptAt!.getTime()).toBeLessThan(after(start, SECOND).getTime())
  })

  it('answer the same whether or not they are gone beyond', async () => {
    const browser = new Browser()
    await browser.ask(cast.megan.address)
    await count(EVERYBODY, all())
    await forgetBudgets()
    const slowed = new Browser()
    const code = await slowed.ask(cast.megan.address)
    expect(slowed.attemptSecret).toHaveLength(browser.attemptSecret!.length)
    expect(await outcomeOf(slowed.type(wrong(code)))).toBe('Invalid')
    expect(await outcomeOf(slowed.type(code))).toBe('done')
  })

  it('are told to administrators for an hour after, and to nobody else', async () => {
    expect(await areCodesSlowed(people.adele)).toBe(false)
    await count(EVERYBODY, all())
    await new Browser().ask(cast.megan.address)
    expect([
      await areCodesSlowed(people.adele),
      await areCodesSlowed(people.megan),
      await areCodesSlowed(people.nicole),
      await areCodesSlowed(from('192.0.2.7')),
    ]).toEqual([true, false, false, false])
    setClock(after(start, HOUR))
    expect(await areCodesSlowed(people.adele)).toBe(false)
  })

  it('leave one event an hour each', async () => {
    await count(EVERYBODY, all())
    await count(domain, all() / 2)
    for (const name of ['megan', 'lee'] as const) await new Browser().ask(cast[name].address)
    setClock(after(hourOf(start), HOUR))
    await Promise.all(Array.from({ length: 20 }, report))
    const events = await db().auditEvent.findMany({ where: { type: 'codes.slowed' } })
    expect(events.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ count: 2, domain: null }),
        expect.objectContaining({ count: 2, domain: 'woodgrove.example' }),
      ]),
    )
    expect(events).toHaveLength(2)
  })
})
