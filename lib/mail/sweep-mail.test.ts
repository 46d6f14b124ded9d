import { beforeEach, expect, it, vi } from 'vitest'
import { after, DAY, HOUR, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { systemCaller } from '../principal'
import { sweepMail } from './sweep-mail'
import { queue } from './testing'

beforeEach(async () => {
  await db().mail.deleteMany()
  await db().localMail.deleteMany()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:00.000Z') })
})

const later = (milliseconds: number) => vi.setSystemTime(after(now(), milliseconds))
const count = async () => {
  await sweepMail(systemCaller('sweep-mail'))
  return db().mail.count()
}
const finish = (how: 'sentAt' | 'droppedAt') =>
  db().mail.updateMany({ data: { [how]: now(), nextAttemptAt: null, sealed: null } })

it.each(['sentAt', 'droppedAt'] as const)('keeps a mail for 90 days after its %s', async (how) => {
  await queue()
  await finish(how)
  later(90 * DAY)
  expect(await count()).toBe(1)
  later(1)
  expect(await count()).toBe(0)
})

it('never removes what still waits', async () => {
  await queue()
  later(400 * DAY)
  expect(await count()).toBe(1)
})

it('keeps a withheld mail for a day, and its code no longer than the code is good', async () => {
  await queue({ withheld: true, notAfter: after(now(), 10 * MINUTE) })
  later(9 * MINUTE)
  await sweepMail(systemCaller('sweep-mail'))
  expect((await db().mail.findFirstOrThrow()).sealed).not.toBeNull()
  later(MINUTE)
  await sweepMail(systemCaller('sweep-mail'))
  expect((await db().mail.findFirstOrThrow()).sealed).toBeNull()
  later(DAY - HOUR)
  expect(await count()).toBe(1)
  later(HOUR)
  expect(await count()).toBe(0)
})

it('keeps local mail for a week', async () => {
  await db().localMail.create({
    data: { id: crypto.randomUUID(), recipient: 'a@b.example', subject: '', html: '', text: '', sentAt: now() },
  })
  later(7 * DAY)
  await sweepMail(systemCaller('sweep-mail'))
  expect(await db().localMail.count()).toBe(1)
  later(1)
  await sweepMail(systemCaller('sweep-mail'))
  expect(await db().localMail.count()).toBe(0)
})
