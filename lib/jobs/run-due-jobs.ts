import { setTimeout as wait } from 'node:timers/promises'
import { after, isPast, MINUTE, now, SECOND } from '../clock'
import { db } from '../db/client'
import { type SystemCaller, systemCaller } from '../principal'
import { traced } from '../traced'

export type PeriodicJob = {
  name: string
  /** Milliseconds between the end of one run and the next. */
  every: number
  /** Must bear being run again after a crash half-way. */
  run: (caller: SystemCaller) => Promise<unknown>
}

const POLL = 5 * SECOND
/** Renewed while the job runs, so a crashed worker's jobs are free within 45 s. */
const LEASE = 45 * SECOND

/** By so much the clocks of two servers may differ. Milliseconds. */
const SKEW = MINUTE

/** Runs each job whenever it has come due, on one worker at a time, until told to stop; then finishes what runs. */
export async function runDueJobs(
  jobs: readonly PeriodicJob[],
  signal: AbortSignal,
  say: (line: string, error?: unknown) => void = () => {},
) {
  const running = new Map<PeriodicJob, Promise<unknown>>()
  while (!signal.aborted) {
    for (const job of jobs.filter((one) => !running.has(one))) {
      const run = runIfDue(job).catch((error: unknown) => say(`The job ${job.name} failed.`, error))
      running.set(
        job,
        run.finally(() => running.delete(job)),
      )
    }
    // One listener on the signal, however many jobs there are.
    await wait(POLL, undefined, { signal }).catch(() => {})
  }
  await Promise.all(running.values())
}

/** Runs the job if it is due and nobody else does. Resolves to whether it ran; throws what the job threw. */
export async function runIfDue(job: PeriodicJob): Promise<boolean> {
  const lease = await take(job)
  if (!lease) return false
  const renewing = setInterval(() => void lease.renew(), LEASE / 3)
  try {
    await traced(`job ${job.name}`, () => job.run(systemCaller(job.name)))
    await lease.release({ lastRanAt: now(), lastError: null, dueAt: after(now(), job.every) })
    return true
  } catch (error) {
    await lease.release({ lastError: reason(error), dueAt: after(now(), Math.min(job.every, MINUTE)) })
    throw error
  } finally {
    clearInterval(renewing)
  }
}

async function take({ name, every }: PeriodicJob) {
  const at = now()
  let until = after(at, LEASE)
  await db().job.createMany({ data: { name, dueAt: at }, skipDuplicates: true })
  // A time further ahead than its own rule allows was kept by a clock that ran ahead: it is as good as past.
  const due = [{ dueAt: { lte: at } }, { dueAt: { gt: after(at, every + SKEW) } }]
  const free = [{ leasedUntil: null }, { leasedUntil: { lte: at } }, { leasedUntil: { gt: after(at, LEASE + SKEW) } }]
  const { count } = await db().job.updateMany({
    where: { name, AND: [{ OR: due }, { OR: free }] },
    data: { leasedUntil: until },
  })
  if (count === 0) return null
  // The end of the lease is also its fence: whoever finds another end there has lost it.
  return {
    async renew() {
      const next = after(now(), LEASE)
      const kept = await db()
        .job.updateMany({ where: { name, leasedUntil: until }, data: { leasedUntil: next } })
        .catch(() => null)
      if (kept?.count === 1) until = next
    },
    release: (data: { dueAt: Date; lastRanAt?: Date; lastError: string | null }) =>
      db().job.updateMany({ where: { name, leasedUntil: until }, data: { ...data, leasedUntil: null } }),
  }
}

/** Times its period that a job may be late before it counts as standing still. */
const LATE = 10

/** The names of jobs that nobody runs: overdue by ten times their period, or never yet due by so much, and in nobody's hand. */
export async function listStandingJobs(
  _caller: SystemCaller,
  jobs: readonly Pick<PeriodicJob, 'name' | 'every'>[],
): Promise<string[]> {
  const at = now()
  const rows = await db().job.findMany({ where: { name: { in: jobs.map(({ name }) => name) } } })
  return rows.flatMap(({ name, dueAt, leasedUntil }) => {
    const late = LATE * jobs.find((job) => job.name === name)!.every
    const standing = isPast(dueAt, late, at) || isPast(at, late, dueAt)
    const held = leasedUntil !== null && leasedUntil > at && leasedUntil <= after(at, LEASE + SKEW)
    return standing && !held ? [name] : []
  })
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim().slice(-500)
