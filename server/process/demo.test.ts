import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { after, DAY, now } from '@/lib/clock'
import { readSettings } from '@/lib/env'
import { cast, stranger } from '@/prisma/cast'
import { fillDemo } from './demo'

const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-demo-'))
const settings = readSettings({ DATA_DIR: directory })
beforeAll(() => {
  process.env.DATA_DIR = directory
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

it('keeps away from an installation whose mail really leaves', async () => {
  const sending = readSettings({ SMTP_URL: 'smtp://127.0.0.1:2525', MAIL_FROM: 'foyer@woodgrove.example' })
  await expect(fillDemo(sending)).rejects.toThrow('have no mailboxes')
  expect(await db().principal.count()).toBe(0)
})

it('fills an empty installation with the cast, a story that lies in the past, and mail to read', async () => {
  const told = await fillDemo(settings)
  for (const { address } of Object.values(cast)) expect(told).toContain(address)
  expect(
    await db().principal.count({ where: { address: { in: Object.values(cast).map(({ address }) => address) } } }),
  ).toBe(6)
  expect(await db().principal.count({ where: { address: stranger.address } })).toBe(0)
  const { _min, _max } = await db().auditEvent.aggregate({ _min: { at: true }, _max: { at: true } })
  expect(_min.at! < after(now(), -40 * DAY) && _max.at! < now()).toBe(true)
  expect(await db().mail.count({ where: { sentAt: null, nextAttemptAt: { lt: now() } } })).toBe(0)
  expect(told).toMatch(/Adele Vance, administrator; the access reviews are at \/admin\/reviews/)
  expect(await db().localMail.count({ where: { subject: { contains: 'Kick-off notes.md' } } })).toBe(2)
})

it('tells of a review that was applied, with what it took away, and of one that waits for answers', async () => {
  const rounds = await db().reviewRound.findMany({
    orderBy: { startsAt: 'asc' },
    include: { review: { select: { name: true } } },
  })
  expect(rounds.map(({ review }) => review.name)).toEqual(['Left over from the spring', 'All guests every quarter'])
  expect(rounds[0]).toMatchObject({ appliedAt: expect.any(Date), deniedCount: 2, removedCount: 2, failedCount: 0 })
  expect(rounds[0]!.endedAt! < after(now(), -6 * DAY)).toBe(true)
  expect(rounds[1]).toMatchObject({ endedAt: null, approvedCount: 2, dontKnowCount: 1 })
  expect(rounds[1]!.itemCount).toBeGreaterThan(6)
  const advice = await db().reviewItem.groupBy({ by: ['recommendation'], where: { roundId: rounds[1]!.id } })
  expect(advice.map(({ recommendation }) => recommendation)).toEqual(expect.arrayContaining(['approve', 'deny']))
  expect(
    await db().localMail.count({ where: { subject: { contains: 'All guests every quarter' } } }),
  ).toBeGreaterThanOrEqual(3)
})

it('leaves an installation alone that holds anything', async () => {
  const events = await db().auditEvent.count()
  await expect(fillDemo(settings)).rejects.toThrow('an empty installation')
  expect(await db().auditEvent.count()).toBe(events)
})
