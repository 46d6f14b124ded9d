import { beforeEach, describe, expect, it } from 'vitest'
import { cast, type CastName } from '../../../prisma/cast'
import { decide } from '../../access/decide'
import { makePolicy } from '../../access/testing'
import { after, HOUR, MINUTE, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { environment, putProofs, seatCast } from '../../db/testing'
import { settings } from '../../env'
import { PolicyForm } from '../../policies/policy-form'
import { changePolicy, createPolicy } from '../../policies/save-policy'
import type { PersonCaller } from '../../principal'
import { findCaller } from './find-caller'
import { Browser, setClock } from '../testing'

const start = new Date('2026-11-23T10:00:00.000Z')
let people: Record<CastName, PersonCaller>
let browser: Browser
beforeEach(async () => {
  people = await seatCast()
  setClock(start)
  browser = new Browser()
  await browser.signIn(cast.megan.address)
})

const form = (more: object = {}) =>
  PolicyForm.parse({
    name: 'Idle',
    state: 'on',
    who: ['members'],
    resources: 'none',
    areas: ['sharing'],
    idleMinutes: '30',
    ...more,
  })

/** What a request at a time is answered, so long after the sign-in. */
async function request(minutes: number, seconds = 0) {
  setClock(after(start, minutes * MINUTE + seconds * SECOND))
  const caller = await findCaller(environment, browser.sessionToken)
  const decision = decide(caller, 'resource.list', {})
  return decision.effect === 'challenge' ? decision.controls : decision.effect
}

describe('a rule on idle sessions that is turned on', () => {
  it('signs nobody out who was there a moment ago, and counts from its own beginning', async () => {
    await request(119, 55)
    await createPolicy(people.adele, form())
    expect(await request(120)).toBe('permit')
    expect(await request(149)).toBe('permit')
    expect(await request(178)).toBe('permit')
    expect(await request(208)).toEqual(['sign-in'])
    expect(await request(209)).toEqual(['sign-in'])
  })

  it('signs out whoever was not there since', async () => {
    await request(120)
    await createPolicy(people.adele, form())
    expect(await request(149, 59)).toBe('permit')
    await db().session.updateMany({ data: { seenAt: null } })
    expect(await request(150)).toEqual(['sign-in'])
  })

  it('is not begun anew by a change of its name', async () => {
    const { policyId } = await createPolicy(people.adele, form())
    setClock(after(start, 40 * MINUTE))
    await changePolicy(people.adele, { ...form({ name: 'Renamed' }), policyId, revision: 1 })
    expect(await request(41)).toEqual(['sign-in'])
  })

  it('after only reporting, reports of nobody who was there, and then counts', async () => {
    const { policyId } = await createPolicy(people.adele, form({ state: 'report_only' }))
    for (const minute of [25, 50, 75, 100]) await request(minute)
    const session = await db().session.findFirstOrThrow({ where: { seenAt: { not: null } } })
    expect(session.seenAt).toEqual(after(start, 100 * MINUTE))
    await changePolicy(people.adele, { ...form(), policyId, revision: 1 })
    expect(await request(125)).toBe('permit')
    expect(await request(155)).toEqual(['sign-in'])
  })

  it('knows who was there while policies were held off', async () => {
    await createPolicy(people.adele, form())
    const switchTo = async (policies: 'on' | 'report-only') => {
      settings().policies = policies
      await db().organization.updateMany({ data: { policyVersion: { increment: 1 } } })
    }
    await switchTo('report-only')
    for (const minute of [29, 65, 100]) expect(await request(minute)).toBe('permit')
    await switchTo('on')
    expect(await request(101)).toBe('permit')
  })

  it('takes no notice of a rule that is shorter, and for somebody else', async () => {
    await createPolicy(people.adele, form())
    await createPolicy(people.adele, form({ who: ['guests'], name: 'Guests', idleMinutes: '5' }))
    for (const minute of [10, 30, 50]) expect(await request(minute)).toBe('permit')
  })
})

it('a rule on the age of codes counts from when it was turned on, and a code that was asked for since by its own age', async () => {
  setClock(after(start, 5 * HOUR))
  await createPolicy(people.adele, form({ idleMinutes: '', codeHours: '4' }))
  expect(await request(5 * 60)).toBe('permit')
  expect(await request(9 * 60, -1)).toBe('permit')
  expect(await request(9 * 60)).toEqual(['code'])
  await putProofs({ mailbox: now() })
  expect(await request(12 * 60)).toBe('permit')
  expect(await request(13 * 60)).toEqual(['code'])
})

it('a policy kept without its beginning counts as before', async () => {
  await makePolicy({ who: { members: true }, what: { areas: ['sharing'] }, controls: {}, session: { idleMinutes: 30 } })
  expect([await request(29), await request(29, 20), await request(60)]).toEqual(['permit', 'permit', ['sign-in']])
})
