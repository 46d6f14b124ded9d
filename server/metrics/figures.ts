import type { Disk } from '@/lib/disk'
import type { Build } from '@/lib/installation/instances'
import type { JobFigures } from '@/lib/jobs/measure-jobs'
import type { MailFigures } from '@/lib/mail/measure-mail.sql'
import { oneAtATime } from '../process/one-at-a-time'
import type { Pool } from './hear-worker'
import type { UnderWay } from './under-way'

/** What the database knows, the same for every instance. */
export type Stored = { mail: MailFigures; jobs: JobFigures[] }

/** Bytes of the disk that DATA_DIR lies on; `free`: that our account may still write. */
type DiskFigures = Pick<Disk, 'size' | 'free'>

/** Where figures come from. */
export type Sources = {
  build: Build
  /** Of the process that serves pages, and of its worker. */
  pools: { web: () => Pool | null; worker: () => Pool | null }
  disk: () => Promise<DiskFigures | null>
  stored: () => Promise<Stored>
}

/** Everything at one moment. `stored` null: the database did not answer in time. */
export type Figures = {
  build: Build
  pools: Record<keyof Sources['pools'], Pool | null>
  disk: DiskFigures | null
  stored: Stored | null
  underWay: UnderWay
}

/** Milliseconds after which figures are told without those of the database. */
const PATIENCE = 2000

/** Gathers the figures. A database that does not answer is asked no second time meanwhile. */
export function createGathering(
  { build, pools, disk, stored }: Sources,
  underWay: () => UnderWay,
  patience = PATIENCE,
) {
  const ask = oneAtATime(() => stored().catch(() => null))
  return async (): Promise<Figures> => {
    const [size, found] = await Promise.all([disk(), within(patience, ask())])
    return {
      build,
      pools: { web: pools.web(), worker: pools.worker() },
      disk: size,
      stored: found,
      underWay: underWay(),
    }
  }
}

async function within<Answer>(patience: number, answer: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, patience, null)))
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
