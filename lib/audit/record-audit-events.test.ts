import { expect, it, vi } from 'vitest'
import { countOf, takeCounts } from '../counters'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { systemCaller } from '../principal'
import { recordAuditEvents } from './record-audit-event'
import { recording } from './record-audit-event.sql'

it('writes each with all there is to say of it, and many in their order', async () => {
  const { megan, nicole } = await seatCast()
  const subjects = (count: number, of: string) =>
    Array.from({ length: count }, (_, n) => ({
      principalId: nicole.principal.id,
      detail: n % 2 ? { grantId: `${of} ${n}`, role: 'view', endsAt: null } : undefined,
    }))
  await transaction((tx) => recordAuditEvents(tx, megan, 'grant.revoked', subjects(3, 'few')))
  await transaction((tx) => recordAuditEvents(tx, megan, 'grant.restored', subjects(5000, 'many')))
  await transaction((tx) => recordAuditEvents(tx, systemCaller('a-job'), 'grant.given', subjects(101, 'job')))
  const found = (type: string) => db().auditEvent.findMany({ where: { type }, orderBy: { id: 'asc' } })
  const [few, many, job] = [await found('grant.revoked'), await found('grant.restored'), await found('grant.given')]
  expect(many).toHaveLength(5000)
  expect(few[1]).toEqual({
    id: expect.any(String),
    at: expect.any(Date),
    type: 'grant.revoked',
    callerKind: 'member',
    callerId: megan.principal.id,
    callerName: null,
    sessionId: megan.session.id,
    principalId: nicole.principal.id,
    resourceId: null,
    detail: { grantId: 'few 1', role: 'view', endsAt: null },
  })
  expect(await db().trailOrigin.findUnique({ where: { id: few[1]!.id } })).toEqual({
    id: few[1]!.id,
    at: few[1]!.at,
    address: null,
    ...megan.environment,
  })
  expect(many.map(({ detail }) => detail)).toEqual(subjects(5000, 'many').map(({ detail }) => detail ?? null))
  expect(job[0]).toMatchObject({ callerKind: 'system', callerName: 'a-job', callerId: null })
  expect(await db().trailOrigin.count({ where: { id: { in: job.map(({ id }) => id) } } })).toBe(0)
  expect(many[0]!.id > few[2]!.id && many[0]!.id[14] === '7').toBe(true)
})

it('puts what one millisecond brought in the order in which it was written', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z'), toFake: ['Date'] })
  const { megan } = await seatCast()
  for (let n = 0; n < 50; n++)
    await transaction((tx) => recordAuditEvents(tx, megan, 'session.stated-purpose', [{ detail: { purpose: `${n}` } }]))
  const found = await db().auditEvent.findMany({ where: { type: 'session.stated-purpose' }, orderBy: { id: 'asc' } })
  expect(found.map(({ detail }) => detail)).toEqual(Array.from({ length: 50 }, (_, n) => ({ purpose: `${n}` })))
})

it('counts for whoever watches what has happened, and not what a transaction took back', async () => {
  const { megan } = await seatCast()
  takeCounts()
  await transaction((tx) => recordAuditEvents(tx, megan, 'session.started', [{}, {}, {}]))
  const taken = transaction(async (tx) => {
    await recordAuditEvents(tx, megan, 'session.started', [{}])
    throw new Error('It is taken back.')
  })
  await expect(taken).rejects.toThrow('taken back')
  const many = Array.from({ length: 20 }, () =>
    transaction((tx) => recordAuditEvents(tx, megan, 'session.started', [{}])),
  )
  await Promise.all(many)
  expect(countOf('session.started')).toBe(23)
  expect([takeCounts(), takeCounts()]).toEqual([[['session.started', 23]], []])
})

it('stands in the statement of a change, and tells of it only where it happened', async () => {
  const { megan, nicole, adele } = await seatCast()
  const rename = (from: string) => {
    const renamed = Prisma.sql`SELECT id, NULL::uuid, jsonb_build_object('address', address, 'name', name) FROM renamed ORDER BY name`
    return db().$queryRaw<[{ events: number; others: number }]>`
      WITH renamed AS (
        UPDATE "Principal" SET name = name || ' K.' WHERE name >= ${from} AND id IN (${nicole.principal.id}::uuid, ${adele.principal.id}::uuid)
        RETURNING id, address, name
      ), ${recording(megan, 'person.renamed', { rows: renamed, most: 2 })},
      ${recording(systemCaller('a-job'), 'guest.invited', { rows: renamed, most: 2 }, 'invited')}
      SELECT (SELECT count(*)::int FROM recorded) AS events, (SELECT count(*)::int FROM invited) AS others`
  }
  expect(await rename('zzz')).toEqual([{ events: 0, others: 0 }])
  expect(await rename('')).toEqual([{ events: 2, others: 2 }])
  const events = await db().auditEvent.findMany({ where: { type: 'person.renamed' }, orderBy: { id: 'asc' } })
  expect(events.map(({ principalId, detail }) => [principalId, detail])).toEqual([
    [adele.principal.id, { name: expect.stringMatching(/^Adele.* K\.$/) }],
    [nicole.principal.id, { name: expect.stringMatching(/^Nicole.* K\.$/) }],
  ])
  expect(await db().auditEvent.count({ where: { type: 'guest.invited', callerName: 'a-job' } })).toBe(2)
})
