import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied } from '../../errors'
import type { PolicyResult } from '../../policy'
import type { PersonCaller } from '../../principal'
import { downloadSignIns } from './download-sign-ins'
import { listSignIns } from './list-sign-ins'
import { writeSignIn } from '../testing'
import { newReference } from '../../reference'

const POLICY = '018f0000-0000-7000-8000-00000000000a'
const said = (result: PolicyResult['result'], state: PolicyResult['state'] = 'on') => [
  { policyId: POLICY, name: 'A policy', state, result },
]

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

async function enter(
  minutesAgo: number,
  { networkAddress = '203.0.113.7', ...more }: { networkAddress?: string; [column: string]: unknown } = {},
) {
  const { principal } = people.nicole
  const reference = newReference()
  const row = {
    at: after(now(), -minutesAgo * MINUTE),
    kind: 'access',
    outcome: 'allowed',
    reference,
    principalId: principal.id,
    principalKind: 'guest',
    country: 'AT',
    platform: 'macos',
    browser: 'Safari on macOS',
    strength: 'mailbox',
    newBrowser: false,
    policies: [],
    facts: {},
    ...more,
  } as const
  await writeSignIn(row, { networkAddress, userAgent: '' })
  return reference
}

const references = async (input: object) =>
  (await listSignIns(people.adele, input)).rows.map(({ reference }) => reference)

it('answers each filter with what passes it, to administrators alone', async () => {
  const signIn = await enter(6, { kind: 'sign_in' })
  const met = await enter(5, { policies: said('met') })
  const refused = await enter(4, { outcome: 'refused', policies: said('refused') })
  const would = await enter(3, { policies: said('refused', 'report_only'), country: null, networkAddress: '10.1.2.3' })
  const wouldAsk = await enter(2, { policies: said('asked', 'report_only'), country: 'DE' })
  const other = await enter(1, { policies: said('not-applied'), country: null })
  expect(await references({})).toEqual([other, wouldAsk, would, refused, met, signIn])
  expect(await references({ outcome: 'sign-in' })).toEqual([signIn])
  expect(await references({ outcome: 'refused' })).toEqual([refused])
  expect(await references({ outcome: 'would-have-refused' })).toEqual([would])
  expect(await references({ outcome: 'would-have-asked' })).toEqual([wouldAsk])
  expect(await references({ policy: POLICY })).toEqual([wouldAsk, would, refused, met])
  expect(await references({ policy: POLICY.replace('a', 'b') })).toEqual([])
  expect(await references({ country: 'de' })).toEqual([wouldAsk])
  expect(await references({ country: 'unknown' })).toEqual([other, would])
  expect(await references({ reference: refused.toLowerCase().replace('-', ' ') })).toEqual([refused])
  expect((await listSignIns(people.adele)).days.at(-1)).toMatchObject({ signIns: 1, allowed: 4, asked: 0, refused: 1 })
  expect((await listSignIns(people.adele)).rows.map(({ isPrivate }) => isPrivate)).toEqual([
    false,
    false,
    true,
    false,
    false,
    false,
  ])
  await expect(listSignIns(people.megan)).rejects.toThrow(AccessDenied)
})

it('is read from either end, page by page and back', async () => {
  for (let n = 120; n > 0; n--) await enter(n)
  const all = (await db().signIn.findMany({ orderBy: { at: 'asc' } })).map(({ reference }) => reference)
  for (const [sort, on, back] of [
    ['oldest', 'after', 'before'],
    ['newest', 'before', 'after'],
  ] as const) {
    const whole = sort === 'oldest' ? all : all.toReversed()
    const ahead = on === 'after' ? 'newer' : 'older'
    const behind = on === 'after' ? 'older' : 'newer'
    const first = await listSignIns(people.adele, { sort })
    const second = await listSignIns(people.adele, { sort, [on]: first[ahead] })
    const third = await listSignIns(people.adele, { sort, [on]: second[ahead] })
    expect([first, second, third].flatMap(({ rows }) => rows.map(({ reference }) => reference))).toEqual(whole)
    expect([first[behind], third[ahead]]).toEqual([null, null])
    expect((await listSignIns(people.adele, { sort, [back]: second[behind] })).rows).toEqual(first.rows)
  }
})

it('draws the end of a long span, and says so', async () => {
  const ago = (days: number) =>
    after(now(), -days * DAY)
      .toISOString()
      .slice(0, 10)
  const { drawnInPart, days } = await listSignIns(people.adele, { from: ago(365) })
  expect(drawnInPart).toBe(true)
  expect(days.length).toBeLessThan(94)
  expect(await listSignIns(people.adele, { from: ago(10) })).toMatchObject({ drawnInPart: false })
})

it('is downloaded newest first, with private networks told', async () => {
  await enter(2, { country: null, networkAddress: '::1' })
  await enter(1, { country: null })
  const { parts } = await downloadSignIns(people.adele, { sort: 'oldest' })
  let text = ''
  for await (const part of parts) text += part
  expect(text).toContain('Private network')
  expect(text.indexOf('203.0.113.7')).toBeLessThan(text.indexOf('Private network'))
})
