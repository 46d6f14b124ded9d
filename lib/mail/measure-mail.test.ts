import { beforeEach, expect, it, vi } from 'vitest'
import { after, HOUR, MINUTE, now, SECOND } from '../clock'
import { db } from '../db/client'
import { systemCaller } from '../principal'
import { measureMail } from './measure-mail'
import { claim, queue } from './testing'

const measure = () => measureMail(systemCaller('metrics'))

beforeEach(async () => {
  await db().mail.deleteMany()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:00.000Z') })
})

it('finds nothing where nothing waits', async () => {
  expect(await measure()).toEqual({ queued: 0, maybeSent: 0, oldestSeconds: 0 })
})

it('tells how long the oldest has waited that could have left, and not what is put off or written for nobody', async () => {
  await queue({ withheld: true })
  await queue({ notBefore: after(now(), HOUR) })
  vi.setSystemTime(after(now(), 10 * MINUTE))
  expect(await measure()).toEqual({ queued: 1, maybeSent: 0, oldestSeconds: 0 })
  await queue()
  vi.setSystemTime(after(now(), 90 * SECOND))
  expect(await measure()).toEqual({ queued: 2, maybeSent: 0, oldestSeconds: 90 })
})

it('goes on counting from when it was written once it was tried, whose hands ever it is in', async () => {
  await queue()
  vi.setSystemTime(after(now(), 20 * SECOND))
  await claim(1)
  expect(await measure()).toEqual({ queued: 1, maybeSent: 0, oldestSeconds: 20 })
})

it('tells apart what may have arrived, and forgets what is done with', async () => {
  await queue()
  await queue()
  await db().mail.updateMany({ data: { attempts: 1, doubts: 1, lastError: 'It may have arrived: timeout' } })
  await queue()
  expect(await measure()).toMatchObject({ queued: 1, maybeSent: 2 })
  await db().mail.updateMany({ data: { nextAttemptAt: null, sentAt: now() } })
  expect(await measure()).toEqual({ queued: 0, maybeSent: 0, oldestSeconds: 0 })
})
