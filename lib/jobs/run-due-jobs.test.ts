import { getEventListeners } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { after, DAY, HOUR, MINUTE, now, SECOND } from '../clock'
import { db } from '../db/client'
import { systemCaller } from '../principal'
import { listStandingJobs, type PeriodicJob, runDueJobs, runIfDue } from './run-due-jobs'

beforeEach(async () => {
  await db().job.deleteMany()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:00.000Z') })
})

const later = (milliseconds: number) => vi.setSystemTime(after(now(), milliseconds))
const jobOf = (run: PeriodicJob['run'], every = HOUR): PeriodicJob => ({ name: 'sweep-mail', every, run })
const row = () => db().job.findUniqueOrThrow({ where: { name: 'sweep-mail' } })

describe('a periodic job', () => {
  it('runs when it is first seen, and again when it is due, as a caller of its own', async () => {
    const run = vi.fn(async () => {})
    expect(await runIfDue(jobOf(run))).toBe(true)
    expect(run).toHaveBeenLastCalledWith({ kind: 'system', job: 'sweep-mail' })
    later(HOUR - 1)
    expect(await runIfDue(jobOf(run))).toBe(false)
    later(1)
    expect(await runIfDue(jobOf(run))).toBe(true)
    expect(await row()).toMatchObject({
      lastRanAt: now(),
      leasedUntil: null,
      lastError: null,
      dueAt: after(now(), HOUR),
    })
  })

  it('runs once after any downtime', async () => {
    const run = vi.fn(async () => {})
    await runIfDue(jobOf(run))
    later(9 * DAY)
    expect(await runIfDue(jobOf(run))).toBe(true)
    expect(await runIfDue(jobOf(run))).toBe(false)
  })

  it('runs on one worker only, of twenty', async () => {
    const run = vi.fn(async () => {})
    const ran = await Promise.all(Array.from({ length: 20 }, () => runIfDue(jobOf(run))))
    expect(ran.filter(Boolean)).toHaveLength(1)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('of a crashed worker is free again within 60 seconds', async () => {
    let end = () => {}
    const crashed = runIfDue(jobOf(() => new Promise<void>((resolve) => (end = resolve))))
    await vi.waitFor(async () => expect((await row()).leasedUntil).not.toBeNull())
    const run = vi.fn(async () => {})
    later(44 * SECOND)
    expect(await runIfDue(jobOf(run))).toBe(false)
    later(SECOND)
    expect(await runIfDue(jobOf(run))).toBe(true)
    end()
    await crashed
  })

  it('that failed says why and is tried within a minute', async () => {
    await expect(runIfDue(jobOf(() => Promise.reject(new Error('the disk is full'))))).rejects.toThrow(
      'the disk is full',
    )
    expect(await row()).toMatchObject({ lastError: 'the disk is full', leasedUntil: null, dueAt: after(now(), MINUTE) })
    later(MINUTE)
    expect(await runIfDue(jobOf(async () => {}))).toBe(true)
    expect(await row()).toMatchObject({ lastError: null })
  })

  it('whose lease was lost leaves the row to its new holder', async () => {
    await runIfDue(
      jobOf(async () => {
        later(46 * SECOND)
        await runIfDue(jobOf(async () => {}))
        later(MINUTE)
      }),
    )
    expect((await row()).lastRanAt).toEqual(after(now(), -MINUTE))
  })
})

describe.each([
  ['three hours', 3 * HOUR],
  ['a year', 365 * DAY],
])('a job whose row was written by a clock %s ahead', (_, ahead) => {
  it('runs all the same', async () => {
    await db().job.create({ data: { name: 'sweep-mail', dueAt: after(now(), ahead), lastRanAt: after(now(), ahead) } })
    expect(await runIfDue(jobOf(async () => {}))).toBe(true)
    expect((await row()).dueAt).toEqual(after(now(), HOUR))
  })

  it('is not held by the lease of that time', async () => {
    await db().job.create({ data: { name: 'sweep-mail', dueAt: now(), leasedUntil: after(now(), ahead) } })
    expect(await runIfDue(jobOf(async () => {}))).toBe(true)
  })
})

describe('a job that stands still', () => {
  const jobs = [{ name: 'sweep-mail', every: 5 * SECOND }]
  const standing = () => listStandingJobs(systemCaller('health'), jobs)

  it('is one that nobody has run for ten times its period', async () => {
    await runIfDue(jobOf(async () => {}, 5 * SECOND))
    later(54 * SECOND)
    expect(await standing()).toEqual([])
    later(SECOND)
    expect(await standing()).toEqual(['sweep-mail'])
  })

  it('is one that would never come due', async () => {
    await db().job.create({ data: { name: 'sweep-mail', dueAt: after(now(), DAY) } })
    expect(await standing()).toEqual(['sweep-mail'])
  })

  it('is none that somebody runs, or that failed and is tried again', async () => {
    await db().job.create({
      data: { name: 'sweep-mail', dueAt: after(now(), -DAY), leasedUntil: after(now(), 40 * SECOND) },
    })
    expect(await standing()).toEqual([])
    await db().job.deleteMany()
    await expect(runIfDue(jobOf(() => Promise.reject(new Error('no')), 5 * SECOND))).rejects.toThrow('no')
    expect(await standing()).toEqual([])
  })
})

it('keeps going until it is told to stop, and tells of what failed', async () => {
  const stop = new AbortController()
  const said: unknown[] = []
  const ran = vi.fn(async () => {})
  const jobs = [
    { name: 'a', every: HOUR, run: ran },
    { name: 'b', every: HOUR, run: () => Promise.reject(new Error('no')) },
  ]
  const done = runDueJobs(jobs, stop.signal, (...told) => said.push(told))
  await vi.waitFor(() => expect(said).toEqual([['The job b failed.', new Error('no')]]))
  await vi.waitFor(() => expect(ran).toHaveBeenCalledTimes(1))
  stop.abort()
  await done
})

it('stops at once when it is told to while a job runs', async () => {
  const stop = new AbortController()
  const run = async () => {
    // The wait for the next look ends with the signal.
    await vi.waitFor(() => expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1))
    stop.abort()
  }
  const said = vi.fn()
  await runDueJobs([jobOf(run)], stop.signal, said)
  expect(said).not.toHaveBeenCalled()
})

it('has the signal listened to once, however many jobs there are', async () => {
  const stop = new AbortController()
  const ran = vi.fn(async () => {})
  const done = runDueJobs(
    Array.from({ length: 40 }, (_, n) => ({ name: `job ${n}`, every: HOUR, run: ran })),
    stop.signal,
  )
  await vi.waitFor(() => expect(ran).toHaveBeenCalledTimes(40))
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1)
  stop.abort()
  await done
})
