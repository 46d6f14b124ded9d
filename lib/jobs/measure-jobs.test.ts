import { beforeEach, expect, it, vi } from 'vitest'
import { now, SECOND } from '../clock'
import { db } from '../db/client'
import { systemCaller } from '../principal'
import { measureJobs } from './measure-jobs'
import { runIfDue } from './run-due-jobs'

beforeEach(async () => {
  await db().job.deleteMany()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:00.000Z') })
})

it('tells when each job last ran well, and which fail', async () => {
  const fails = vi.fn(async () => {})
  const jobs = [
    { name: 'well', every: 5 * SECOND, run: async () => {} },
    { name: 'fails', every: 10 * SECOND, run: fails },
    { name: 'never-ran', every: 60 * SECOND, run: async () => {} },
  ]
  const measure = () => measureJobs(systemCaller('metrics'), jobs)
  await runIfDue(jobs[0]!)
  await runIfDue(jobs[1]!)
  const first = now()
  vi.setSystemTime(first.getTime() + 10 * SECOND)
  fails.mockRejectedValueOnce(new Error('It does not work.'))
  await expect(runIfDue(jobs[1]!)).rejects.toThrow('does not work')
  expect(await measure()).toEqual([
    { name: 'well', everySeconds: 5, lastRanAt: first, failing: false },
    { name: 'fails', everySeconds: 10, lastRanAt: first, failing: true },
    { name: 'never-ran', everySeconds: 60, lastRanAt: null, failing: false },
  ])
})
