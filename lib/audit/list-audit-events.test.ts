import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, HOUR, now } from '../clock'
import { db } from '../db/client'
import { environment, seatCast } from '../db/testing'
import type { Prisma } from '../db/generated/client'
import type { PersonCaller } from '../principal'
import { AccessDenied } from '../errors'
import { downloadAuditEvents } from './download-audit-events'
import { auditEventTypes } from '../words/event-types'
import { kindInWords } from '../words/event-kinds'
import { listAuditEvents } from './list-audit-events'
import { writeEvent } from './testing'

let people: Record<CastName, PersonCaller>
let plan: string
let start: Date

// The trail is never emptied: each test looks only at what came after its own beginning. At noon, so that the day
// in UTC is the day in the organization's zone too, whenever the tests run.
const noon = new Date(`${now().toISOString().slice(0, 10)}T12:00Z`)
beforeEach(async () => {
  people = await seatCast()
  start = after(start ?? noon, DAY)
  plan = (
    await db().resource.create({
      data: { kind: 'page', title: 'Q3 plan', body: '', sharedById: people.megan.principal.id, createdAt: start },
    })
  ).id
})

const write = (hours: number, event: Partial<Prisma.AuditEventUncheckedCreateInput> & { type: string }) =>
  writeEvent({ callerKind: 'member', at: after(start, hours * HOUR), ...event })

const by = (name: CastName) => ({ callerId: people[name].principal.id, callerKind: people[name].principal.kind })
const about = (name: CastName) => ({ principalId: people[name].principal.id })

const today = (query: Record<string, unknown> = {}) =>
  listAuditEvents(people.adele, { from: start.toISOString().slice(0, 10), ...query })
const sentences = async (query: Record<string, unknown> = {}) =>
  (await today(query)).rows.map(({ words }) => words.map(({ text }) => text).join(''))

/** A small story, told an hour at a time. */
async function tell() {
  await write(5, {
    type: 'grant.given',
    ...by('megan'),
    ...about('nicole'),
    resourceId: plan,
    detail: { role: 'view' },
  })
  await write(6, { type: 'resource.opened', ...by('nicole'), resourceId: plan })
  await write(7, {
    type: 'access.denied',
    ...by('omar'),
    detail: { action: 'guest.block', reason: 'only administrators' },
  })
  const sam = { principalId: '018f0000-0000-8000-8000-000000000001', detail: { withheld: true } }
  await writeEvent(
    { type: 'passcode.requested', callerKind: 'anonymous', at: after(start, 8 * HOUR), ...sam },
    { ...environment, address: 'sam@northwind.example' },
  )
}

describe('the trail', () => {
  it('is told newest first, in words, with time, network and browser', async () => {
    await tell()
    expect(await sentences()).toEqual([
      'Somebody not signed in asked for a code for sam@northwind.example; none was sent',
      'omar@fabrikam.example tried to block a guest and was refused (only administrators may)',
      'nicole@contoso.example opened Q3 plan',
      'Megan Bowen gave nicole@contoso.example access to Q3 plan',
    ])
    expect((await today()).rows[1]).toMatchObject({
      at: after(start, 7 * HOUR),
      networkAddress: '192.0.2.7',
      browser: 'Chrome on Windows',
    })
  })

  it('is narrowed by person: by name, by address, and by an address that nobody here is known by', async () => {
    await tell()
    expect(await sentences({ person: 'nicole b' })).toHaveLength(2)
    expect(await sentences({ person: 'NICOLE@contoso.example' })).toHaveLength(2)
    expect(await sentences({ person: 'sam@northwind.example' })).toEqual([
      'Somebody not signed in asked for a code for sam@northwind.example; none was sent',
    ])
    expect(await sentences({ person: 'nobody at all' })).toEqual([])
    expect(await sentences({ person: '%' })).toEqual([])
  })

  it('names the application whose act was refused', async () => {
    const detail = { action: 'guest.block', reason: 'only administrators' }
    await write(5, { type: 'access.denied', callerKind: 'application', callerName: 'Report maker', detail })
    expect(await sentences()).toEqual(['Report maker tried to block a guest and was refused (only administrators may)'])
  })

  it('tells an event once though a person both caused it and is its subject', async () => {
    await write(5, { type: 'passcode.verified', ...by('nicole'), ...about('nicole') })
    expect(await sentences({ person: 'nicole' })).toHaveLength(1)
  })

  it('is narrowed by resource, kind and all of them together', async () => {
    await tell()
    expect(await sentences({ resource: 'q3' })).toHaveLength(2)
    expect(await sentences({ kind: 'refused' })).toHaveLength(1)
    expect(await sentences({ kind: 'resource.opened' })).toHaveLength(1)
    expect(await sentences({ resource: 'q3', person: 'megan', kind: 'access' })).toHaveLength(1)
    expect(await sentences({ kind: 'no such kind' })).toHaveLength(4)
  })

  it('is narrowed by time as the organization’s clocks show it; the last day is part of it', async () => {
    const day = start.toISOString().slice(0, 10)
    const midnight = after(new Date(`${day}T00:00-05:00`), 0)
    const inZone = (minutes: number) =>
      db().auditEvent.create({ data: { type: 'resource.opened', ...by('lee'), at: after(midnight, minutes * 60_000) } })
    await db().organization.update({ where: { id: 1 }, data: { timeZone: 'America/Bogota' } })
    for (const minutes of [-1, 0, 24 * 60 - 1, 24 * 60]) await inZone(minutes)
    expect((await today({ from: day, to: day, person: 'lee' })).rows).toHaveLength(2)
    expect((await today({ from: `${day}T23:59`, to: '', person: 'lee' })).rows).toHaveLength(2)
  })

  it('turns its pages both ways, over events of one and the same moment', async () => {
    await db().auditEvent.createMany({
      data: Array.from({ length: 120 }, () => ({ type: 'resource.opened', at: after(start, HOUR), ...by('lee') })),
    })
    const first = await today({ person: 'lee' })
    const second = await today({ person: 'lee', before: first.older })
    const third = await today({ person: 'lee', before: second.older })
    expect([first, second, third].map(({ rows }) => rows.length)).toEqual([50, 50, 20])
    expect(new Set([first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(120)
    expect([first.newer, third.older]).toEqual([null, null])
    expect((await today({ person: 'lee', after: third.newer })).rows).toEqual(second.rows)
    expect(await today({ person: 'lee', after: second.newer })).toMatchObject({ rows: first.rows, newer: null })
  })

  it('says when a search stands for more than it can follow', async () => {
    await db().principal.createMany({
      data: Array.from({ length: 101 }, (_, n) => ({
        kind: 'guest' as const,
        address: `g${n}@tailspin.example`,
        createdAt: start,
      })),
    })
    expect((await today({ person: 'tailspin' })).tooMany).toEqual({ people: true, resources: false })
  })
})

it('is downloaded as it is filtered, newest first and in words, to administrators alone, and that stands in it', async () => {
  await tell()
  const read = async (input: object) => {
    let text = ''
    for await (const part of (await downloadAuditEvents(people.adele, input, 1)).parts) text += part
    return text
  }
  const all = await read({ from: start.toISOString().slice(0, 10) })
  expect(all.indexOf('Access refused')).toBeGreaterThan(0)
  expect(all.indexOf('Access refused')).toBeLessThan(
    all.indexOf('Megan Bowen gave nicole@contoso.example access to Q3 plan'),
  )
  expect(await read({ kind: 'opening' })).not.toContain('Access refused')
  expect(
    await db().auditEvent.count({ where: { type: 'trail.downloaded', callerId: people.adele.principal.id } }),
  ).toBe(2)
  for (const caller of [people.megan, people.nicole])
    await expect(downloadAuditEvents(caller)).rejects.toThrow(AccessDenied)
})

it('names every kind of event in words of its own', async () => {
  const words = auditEventTypes.map(kindInWords)
  expect(new Set(words).size).toBe(words.length)
  expect(words.filter((said) => /[._]|-[a-z]+ed\b|^[a-z]/.test(said))).toEqual([])
  const { kinds } = await today()
  expect(kinds.filter(({ label }) => label.includes('.'))).toEqual([])
})
