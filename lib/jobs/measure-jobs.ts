import { db } from '../db/client'
import type { SystemCaller } from '../principal'
import type { PeriodicJob } from './run-due-jobs'

/** `lastRanAt`: when it last ran well. `failing`: its newest run did not. */
export type JobFigures = { name: string; everySeconds: number; lastRanAt: Date | null; failing: boolean }

/** For whoever watches: when each job last ran well. */
export async function measureJobs(
  _caller: SystemCaller,
  jobs: readonly Pick<PeriodicJob, 'name' | 'every'>[],
): Promise<JobFigures[]> {
  const rows = await db().job.findMany({ where: { name: { in: jobs.map(({ name }) => name) } } })
  return jobs.map(({ name, every }) => {
    const row = rows.find((one) => one.name === name)
    return { name, everySeconds: every / 1000, lastRanAt: row?.lastRanAt ?? null, failing: row?.lastError != null }
  })
}
