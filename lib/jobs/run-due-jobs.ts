import { after, MINUTE, now, SECOND } from '../clock'
import { db } from '../db/client'
import { type SystemCaller, systemCaller } from '../principal'

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

/** Runs each job whenever it has come due, on one worker at a time, until told to stop; then finishes what runs. */
export async function runDueJobs(jobs: readonly PeriodicJob[], signal: AbortSignal, say: (line: string) => void = () => {}) {
  await Promise.all(jobs.map((job) => keep(job, signal, say)))
}

async function keep(job: PeriodicJob, signal: AbortSignal, say: (line: string) => void) {
  while (!signal.aborted) {
    await runIfDue(job).catch((error: unknown) => say(`The job ${job.name} failed: ${reason(error)}`))
    if (!signal.aborted) await pause(POLL, signal)
  }
}

/** Runs the job if it is due and nobody else does. Resolves to whether it ran; throws what the job threw. */
export async function runIfDue(job: PeriodicJob): Promise<boolean> {
  const lease = await take(job)
  if (!lease) return false
  const renewing = setInterval(() => void lease.renew(), LEASE / 3)
  try {
    await job.run(systemCaller(job.name))
    await lease.release({ lastRanAt: now(), lastError: null, dueAt: after(now(), job.every) })
    return true
  } catch (error) {
    await lease.release({ lastError: reason(error), dueAt: after(now(), Math.min(job.every, MINUTE)) })
    throw error
  } finally {
    clearInterval(renewing)
  }
}

async function take({ name }: PeriodicJob) {
  const at = now()
  let until = after(at, LEASE)
  await db().job.createMany({ data: { name, dueAt: at }, skipDuplicates: true })
  const free = [{ leasedUntil: null }, { leasedUntil: { lte: at } }]
  const { count } = await db().job.updateMany({ where: { name, dueAt: { lte: at }, OR: free }, data: { leasedUntil: until } })
  if (count === 0) return null
  // The end of the lease is also its fence: whoever finds another end there has lost it.
  return {
    async renew() {
      const next = after(now(), LEASE)
      const kept = await db().job.updateMany({ where: { name, leasedUntil: until }, data: { leasedUntil: next } }).catch(() => null)
      if (kept?.count === 1) until = next
    },
    release: (data: { dueAt: Date; lastRanAt?: Date; lastError: string | null }) =>
      db().job.updateMany({ where: { name, leasedUntil: until }, data: { ...data, leasedUntil: null } }),
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim().slice(-500)

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
