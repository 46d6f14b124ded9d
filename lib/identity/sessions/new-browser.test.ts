import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cast, type CastName } from '../../../prisma/cast'
import { decide } from '../../access/decide'
import { makePolicy } from '../../access/testing'
import { recordRefusal } from '../../audit/record-refusal'
import { after, HOUR, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { environment, putProofs, seatCast } from '../../db/testing'
import { settings } from '../../env'
import { ControlRequired } from '../../errors'
import type { PolicySettingsInput } from '../../policy'
import type { PersonCaller } from '../../principal'
import { findCaller } from './find-caller'
import { statePurpose } from '../step-up/state-purpose'
import { Browser, setClock } from '../testing'

let people: Record<CastName, PersonCaller>
let resourceId: string
beforeEach(async () => {
  people = await seatCast()
  const { megan, nicole } = people
  const resource = await db().resource.create({
    data: { kind: 'page', title: 'Plan', body: 'x', sharedById: megan.principal.id, createdAt: now() },
  })
  await db().grant.create({
    data: {
      resourceId: resource.id,
      principalId: nicole.principal.id,
      role: 'download',
      grantedAt: now(),
      grantedById: megan.principal.id,
    },
  })
  resourceId = resource.id
})
afterEach(() => {
  settings().policies = 'on'
})

const policy = (
  controls: PolicySettingsInput['controls'],
  more: Partial<PolicySettingsInput> = {},
  state: 'on' | 'report_only' = 'on',
) =>
  makePolicy(
    { who: { guests: true }, what: { allResources: true }, when: { browser: 'new' }, controls, ...more },
    { state },
  )

/** The next request of the browser, in which nothing but the inbox is looked at. */
async function visit({ sessionToken }: Browser): Promise<PersonCaller> {
  const caller = await findCaller(environment, sessionToken)
  if (caller.kind !== 'person') throw new Error('The session is over.')
  return { ...caller, session: { ...caller.session, browserOpen: true } }
}

async function signIn(browser = new Browser(), address: string = cast.nicole.address) {
  await db().signInAttempt.deleteMany()
  await browser.signIn(address)
  await visit(browser)
  return browser
}

async function asked(browser: Browser, action: 'resource.view' | 'resource.download' = 'resource.view') {
  const caller = await visit(browser)
  const grant = { principalId: caller.principal.id, role: 'download' as const, endsAt: null, revokedAt: null }
  const target = { resourceId, spaceId: null, labelId: null }
  const decision = decide(caller, action, { ...target, grant })
  if (decision.effect === 'challenge')
    await recordRefusal(
      caller,
      new ControlRequired(action, decision.controls, { target, evaluation: decision.evaluation }),
    )
  return decision.effect === 'challenge' ? decision.controls : decision.effect
}

const shown = (kind: 'authenticator_app' | 'passkey') => putProofs({ [kind]: now() })

describe('a browser is new to policies', () => {
  it('however often somebody signs in with it, until what is asked was met', async () => {
    await policy({ multiFactor: true })
    const browser = await signIn()
    for (let times = 0; times < 3; times++) {
      expect(await asked(browser)).toEqual(['multi-factor'])
      await signIn(browser)
    }
    await shown('authenticator_app')
    expect(await asked(browser)).toBe('permit')
    await signIn(browser)
    expect(await asked(browser)).toBe('permit')
  })

  it('though nothing was opened there that is asked about', async () => {
    await policy({ multiFactor: true }, { what: { resourceIds: [resourceId] } })
    const browser = await signIn(await signIn())
    expect(await asked(browser)).toEqual(['multi-factor'])
  })

  it('though it came by a network, on a platform or at an hour at which nothing is asked', async () => {
    const { id } = await db().namedLocation.create({
      data: {
        name: 'Office',
        kind: 'network',
        ranges: ['192.0.2.0/24'],
        countries: [],
        createdAt: now(),
        changedAt: now(),
      },
    })
    await policy({ multiFactor: true }, { when: { browser: 'new', networks: { except: [id] } } })
    const browser = await signIn(await signIn())
    expect(await asked(browser)).toBe('permit')
    await db().namedLocation.deleteMany()
    await db().organization.updateMany({ data: { policyVersion: { increment: 1 } } })
    expect(await asked(browser)).toEqual(['multi-factor'])
  })

  it.each<[string, PolicySettingsInput['controls'], Partial<PolicySettingsInput>, unknown]>([
    ['a block', { block: true }, {}, 'deny'],
    ['view only', { viewOnly: true }, {}, 'deny'],
    ['a shorter session', {}, { session: { hours: 1 } }, ['sign-in']],
  ])('as long as there is %s, which nobody can meet', async (_, controls, more, answer) => {
    await policy(controls, more)
    const browser = await signIn(await signIn())
    const begun = await db().session.findFirstOrThrow({ where: { endedAt: null }, orderBy: { startedAt: 'desc' } })
    setClock(after(begun.startedAt, 2 * HOUR))
    expect(await asked(browser, 'resource.download')).toEqual(answer)
  })

  it('with a limit, until what goes with it was met', async () => {
    await policy({ viewOnly: true, purpose: true })
    const browser = await signIn()
    await statePurpose(await visit(browser), { purpose: 'The audit' })
    expect(await asked(browser, 'resource.download')).toBe('deny')
    await signIn(browser)
    expect(await asked(browser, 'resource.download')).toBe('permit')
  })

  it('until a code for some resource was entered, where each asks for one', async () => {
    await policy({ codeForEach: true })
    const browser = await signIn(await signIn())
    expect(await asked(browser)).toEqual(['code'])
    const { session } = await visit(browser)
    await db().resourceCode.create({ data: { sessionId: session.id, resourceId, provenAt: now() } })
    expect(await asked(browser)).toBe('permit')
    await signIn(browser)
    expect(await asked(browser)).toBe('permit')
  })

  it('until what other policies asked for there was met as well', async () => {
    await policy({ purpose: true })
    await policy({ multiFactor: true }, { when: {}, what: { resourceIds: [resourceId] } })
    const browser = await signIn()
    expect(await asked(browser)).toEqual(['multi-factor', 'purpose'])
    await statePurpose(await visit(browser), { purpose: 'The audit' })
    await visit(browser)
    await signIn(browser)
    expect(await asked(browser)).toEqual(['multi-factor', 'purpose'])
  })

  it('to no policy that only reports, is for somebody else, or came later', async () => {
    await policy({ block: true }, {}, 'report_only')
    await policy({ block: true }, { who: { members: true } })
    const browser = await signIn()
    const since = { browser: after(now(), MINUTE).toISOString() }
    await db().policy.updateMany({ where: { id: await policy({ multiFactor: true }) }, data: { since } })
    await db().organization.updateMany({ data: { policyVersion: { increment: 1 } } })
    expect(await asked(browser)).toBe('permit')
    expect(await asked(await signIn(browser))).toBe('permit')
    expect(await asked(await signIn())).toEqual(['multi-factor'])
  })

  it('while policies are held off, since nothing is met by itself', async () => {
    settings().policies = 'report-only'
    await policy({ multiFactor: true })
    const browser = await signIn()
    settings().policies = 'on'
    await db().organization.updateMany({ data: { policyVersion: { increment: 1 } } })
    expect(await asked(await signIn(browser))).toEqual(['multi-factor'])
  })
})

describe('what is known of a browser', () => {
  it('is one person’s: another’s in the same browser begins anew, and none is lost', async () => {
    await policy({ purpose: true })
    const browser = await signIn()
    await statePurpose(await visit(browser), { purpose: 'The audit' })
    await visit(browser)
    await signIn(browser, cast.omar.address)
    expect((await visit(browser)).session.newBrowser).toBe(true)
    await signIn(browser)
    expect((await visit(browser)).session.newBrowser).toBe(false)
  })

  it('opens the known lane of the address whatever policies say, and no policy by that', async () => {
    await policy({ multiFactor: true })
    const browser = await signIn()
    await db().signInAttempt.deleteMany()
    await browser.ask(cast.nicole.address)
    expect(await db().signInAttempt.findFirstOrThrow()).toMatchObject({ knownBrowser: true })
    expect((await visit(browser)).session).toMatchObject({ newBrowser: true, browserKnownAt: null })
  })

  it('is written once, by many requests at once', async () => {
    await policy({ purpose: true })
    const browser = await signIn()
    await statePurpose(await visit(browser), { purpose: 'The audit' })
    await Promise.all(Array.from({ length: 20 }, () => visit(browser)))
    const [row] = await db().knownBrowser.findMany()
    const { session } = await visit(browser)
    expect(row!.knownAt).not.toBeNull()
    expect(session.browserKnownAt).toEqual(row!.knownAt)
  })
})
