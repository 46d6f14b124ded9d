import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import { SECOND } from '@/lib/clock'
import { disconnect, poolState } from '@/lib/db/client'
import { disk, isDiskFull } from '@/lib/disk'
import { readSettings, type Settings } from '@/lib/env'
import { countMissingFiles } from '@/lib/files/missing-files'
import { keepHosts } from '@/lib/identity/factors/hosts'
import { prepareSetUp, setUpFromSettings } from '@/lib/identity/set-up/prepare-set-up'
import { unfitInWords } from '@/lib/installation/unfit-rows'
import { measureJobs } from '@/lib/jobs/measure-jobs'
import { listStandingJobs } from '@/lib/jobs/run-due-jobs'
import { log } from '@/lib/log/log'
import { measureMail } from '@/lib/mail/measure-mail'
import { recordSuspension } from '@/lib/policies/record-suspension'
import { systemCaller } from '@/lib/principal'
import { announcement } from './announce'
import { accountOf, requireGuard } from '../database/application-account'
import { CannotStart, reason } from './cannot-start'
import { claim, requireFit } from './claim'
import { prepareDataDir } from './data-dir'
import { type Database, openDatabase, openWatch } from '../database/database'
import { fillDemo } from './demo'
import { readEnvFile } from './env-file'
import { checkCountries } from './check-countries'
import { createHealth } from '../doors/health'
import { checkPort, closeServer, takeLeave } from '../front/http-server'
import { type Instance, keepInstance } from './instance'
import { jobs } from '../jobs'
import { memoryLimit, requireMemory } from './memory'
import { hearWorker } from '../metrics/hear-worker'
import { prepareMetrics } from '../metrics/prepare-metrics'
import { isMigrated, migrate, MIGRATIONS, migrationNames } from '../database/migrate'
import { settleRules } from '../database/row-checks'
import { countSeats, openFilesLimit } from './open-files'
import { type Next, openFront, prepareNext } from '../front/serving'
import { laySetUpLink } from './set-up-link'
import { putIntoEnvironment } from './settings-into-environment'
import { stayInside } from '../front/stay-inside'
import { startTracing, type Tracing } from '../tracing/start-tracing'
import { thisBuild, VERSION } from './version'
import { watchDisk } from './watch-disk'
import { keepWorker, type WorkerProcess } from './worker-process'

/** Milliseconds without a beat after which the worker counts as gone. */
const LONGEST_SILENCE = 10_000

type Parts = {
  disk?: AbortController
  database?: Database
  instance?: Instance
  watch?: Pool
  tracing?: Tracing
  worker?: WorkerProcess
  next?: Next
  server?: Server
  drainSeconds?: number
  /** Told to end. */ ending?: boolean
}

export type Foyer = {
  /** Resolves to what to tell whoever started it, once it serves. Throws `CannotStart` or `WrongSetting`. */
  start: () => Promise<string>
  /** Goes on serving for DRAIN_SECONDS while its health says that it ends, so that a balancer asks others; `hurried` ends that at once. */
  drain: (hurried: AbortSignal) => Promise<void>
  /** Finishes what is under way and takes everything down; by `deadline` (of performance.now()) nothing is left. */
  stop: (deadline: number) => Promise<void>
  /** Ends every process that was started, this instant. */
  kill: () => void
}

/** Everything that runs, from the settings up to the open port, and down again in order. */
export function createFoyer({ dev }: { dev: boolean }): Foyer {
  const parts: Parts = {}
  let stopping = false
  let starting: Promise<string> | undefined
  const goOn = () => {
    if (stopping) throw new CannotStart('Stopped while starting.')
  }
  return {
    start: () => (starting = start(parts, dev, goOn)),
    async drain(hurried) {
      parts.ending = true
      if (!parts.server) return
      takeLeave(parts.server)
      await wait((parts.drainSeconds ?? 0) * SECOND, undefined, { signal: hurried }).catch(() => {})
    },
    async stop(deadline) {
      stopping = true
      // What is just being started has to be there before it can be taken down.
      await Promise.race([starting?.catch(() => {}), wait(deadline - performance.now() - 3500)])
      await stop(parts, deadline)
    },
    kill() {
      parts.worker?.kill()
      parts.database?.kill()
    },
  }
}

async function start(parts: Parts, dev: boolean, goOn: () => void) {
  readEnvFile('.env')
  const settings = readSettings(process.env)
  parts.drainSeconds = settings.drainSeconds
  requireMemory(memoryLimit(), { withDatabase: !settings.databaseUrl })
  const seats = countSeats(openFilesLimit(), settings.databasePool)
  await checkPort(settings.port)
  prepareDataDir(settings.dataDir)
  // First of all: on a full disk PostgreSQL starts only once the ballast is given up.
  parts.disk = new AbortController()
  await watchDisk({ dataDir: settings.dataDir, withDatabase: !settings.databaseUrl }, parts.disk.signal)
  checkCountries(settings)
  goOn()
  parts.database = await openDatabase(settings)
  goOn()
  putIntoEnvironment(settings, parts.database.url)
  stayInside([parts.database.url, parts.database.ownerUrl])
  await requireFit(settings.dataDir)
  const applied = await bringUpToDate(parts.database)
  await claim(settings.dataDir)
  parts.instance = await keepInstance(
    { ...thisBuild(dev), publicUrl: settings.publicUrl },
    { alone: !settings.databaseUrl },
  )
  const demo = process.env.FOYER_DEMO ? await fillDemo(settings) : null
  await setUpFromSettings()
  const setUpLink = await prepareSetUp()
  await recordSuspension(systemCaller('start'))
  const stranded = await keepHosts(systemCaller('start'))
  goOn()
  if (settings.tracesUrl) parts.tracing = await startTracing({ version: VERSION, part: 'web' })
  parts.watch = openWatch(parts.database.url)
  const heard = hearWorker()
  parts.worker = keepWorker(...workerScript(dev), heard.hear)
  parts.next = await prepareNext(settings, dev)
  goOn()
  const watching = await prepareWatching(settings, dev, heard.pool)
  parts.server = await openFront(settings, parts.next, {
    dev,
    health: watchHealth(parts, parts.watch, parts.worker),
    most: seats,
    watching,
    tracing: parts.tracing ?? null,
  })
  await firstBeat(parts.worker)
  const ready = announcement({
    settings,
    database: parts.database.description,
    setUp: howToSetUp(settings, setUpLink),
    applied: applied.length,
    stranded,
  })
  return demo ? `${ready}\n${demo}` : ready
}

function howToSetUp({ logFormat, dataDir }: Settings, link: string | null) {
  const file = laySetUpLink(dataDir, logFormat === 'json' ? link : null)
  return file ? { file } : link ? { link } : null
}

async function bringUpToDate({ url, ownerUrl, ownerApart }: Database) {
  try {
    const applied = await migrate(ownerUrl, MIGRATIONS, await accountOf(url))
    if (ownerApart) await requireGuard(url)
    for (const rule of await settleRules(ownerUrl)) log.warn(unfitInWords(rule))
    return applied
  } catch (error) {
    if (error instanceof CannotStart) throw error
    const owner = ownerApart ? 'DATABASE_OWNER_URL' : 'DATABASE_URL'
    const remedy =
      error instanceof Error && 'code' in error && error.code === '42501'
        ? `. Let the account of ${owner} own that database.`
        : ''
    throw new CannotStart(`The database could not be brought up to date: ${reason(error)}${remedy}`)
  }
}

/** Beside this file, whether bundled or not. */
function workerScript(dev: boolean): [string, string[]] {
  const script = fileURLToPath(new URL(dev ? '../worker.ts' : 'worker.js', import.meta.url))
  return [script, dev ? ['--import', 'tsx'] : []]
}

function watchHealth(parts: Parts, watch: Pool, worker: WorkerProcess) {
  const names = migrationNames(MIGRATIONS)
  return createHealth(
    [
      ['database', async () => (await watch.query('SELECT 1')).rowCount === 1],
      ['migrations', () => isMigrated(watch, names)],
      ['worker', () => worker.silence() < LONGEST_SILENCE],
      ['jobs', async () => (await listStandingJobs(systemCaller('health'), jobs)).length === 0],
    ],
    [
      ['files', async () => (await countMissingFiles(systemCaller('health'))) === 0, 'database'],
      ['disk', () => !isDiskFull()],
    ],
    () => parts.ending === true,
  )
}

/** As it was measured within the last second; null where the file system does not say. */
const knownDisk = async () => (Number.isFinite(disk().free) ? disk() : null)

/** What `/api/metrics` tells. Without METRICS_TOKEN nothing of it is loaded, and no request is measured. */
function prepareWatching({ metricsToken }: Settings, dev: boolean, worker: ReturnType<typeof hearWorker>['pool']) {
  const caller = systemCaller('metrics')
  const stored = async () => {
    const [mail, ofJobs] = await Promise.all([measureMail(caller), measureJobs(caller, jobs)])
    return { mail, jobs: ofJobs }
  }
  return metricsToken
    ? prepareMetrics(metricsToken, {
        build: thisBuild(dev),
        pools: { web: poolState, worker },
        disk: knownDisk,
        stored,
      })
    : null
}

/** Ready means that mail goes out too. A worker that doesn't come up shows in the health, and keeps nobody from signing out. */
async function firstBeat(worker: WorkerProcess) {
  for (
    const patience = performance.now() + LONGEST_SILENCE;
    performance.now() < patience && worker.silence() === Infinity;
  )
    await wait(20)
}

async function stop({ disk, server, worker, instance, next, watch, tracing, database }: Parts, deadline: number) {
  disk?.abort()
  const requestsBy = deadline - 3000
  await Promise.all([server && closeServer(server, requestsBy), worker?.stop(requestsBy)])
  const ends = [next?.close(), tracing?.stop(), watch?.end(), leave(instance)]
  await Promise.race([Promise.allSettled(ends), wait(500)])
  await database?.stop(deadline)
}

/** Takes this instance out of the database, then leaves the database itself. */
async function leave(instance: Parts['instance']) {
  try {
    await instance?.leave()
  } finally {
    await disconnect()
  }
}
