import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { log } from '@/lib/log/log'
import { CannotStart, reason } from '../process/cannot-start'
import { type PostgresHome, preparePostgresHome, spawnPostgres, WORKING_DIRECTORY } from './postgres-home'
import { isAsWeWouldStartIt, killInhabitants, launchPostmaster, type Postmaster, stopPostmaster } from './postmaster'

/** A PostgreSQL of our own, from the binaries that npm ships, reached through a socket in its data directory. */
export type Postgres = {
  /** As the account that everything works with: it may not rewrite the trail. */
  url: string
  /** As the account that owns the tables. */
  ownerUrl: string
  /** Shuts it down; by `deadline` (of performance.now()) nothing of it is left. */
  stop: (deadline?: number) => Promise<void>
  /** Ends it this instant. The next start recovers. */
  kill: () => void
}

type Cluster = { home: PostgresHome; directory: string; ownerUrl: string; stopping: boolean }

const OWNER = 'foyer'
const APPLICATION = 'foyer_app'

const START_PATIENCE = 25_000
const STOP_PATIENCE = 8000

/** How long a Foyer that was killed may still be holding on; its connections end as soon as the system notices. */
const TAKEN_PATIENCE = 3000

/** How long a server that was running already may take to read anew who may come in. */
const ENTRY_PATIENCE = 5000

// Any fixed number: whoever holds it is the one Foyer of this data directory.
const LOCK = 4_638_370

/**
 * Starts the PostgreSQL in `directory`, making it on the first run and taking it over after a kill. If it
 * dies it is started again. Throws `CannotStart`, also when another Foyer runs on the same directory.
 */
export async function startPostgres(directory: string): Promise<Postgres> {
  const home = preparePostgresHome(directory)
  requireOwn(home, directory)
  if (isMade(directory)) sweepUnfinished(directory)
  else await initialize(home, directory)
  letUsIn(directory)
  const socket = shortPath(directory)
  const [url, ownerUrl] = [urlAt(socket.path, APPLICATION), urlAt(socket.path, OWNER)]
  const cluster = { home, directory, ownerUrl, stopping: false }
  const holder = await seize(cluster)
  await createWhatIsMissing(ownerUrl)
  await awaitEntry(url)
  keep(cluster, holder)
  return {
    url,
    ownerUrl,
    async stop(deadline = performance.now() + STOP_PATIENCE) {
      cluster.stopping = true
      await stopPostmaster(directory, deadline)
      socket.release()
    },
    kill() {
      cluster.stopping = true
      killInhabitants(directory)
    },
  }
}

/** The PostgreSQL in `directory`, beside the Foyer that runs on it, or started for as long as it is needed. Throws `CannotStart`. */
export async function joinPostgres(directory: string): Promise<Pick<Postgres, 'url' | 'ownerUrl' | 'stop'>> {
  if (!isMade(directory))
    throw new CannotStart(
      `There is no Foyer in ${path.dirname(directory)}: set DATA_DIR to the directory it keeps its things in.`,
    )
  const socket = shortPath(directory)
  const found = await knock({ ownerUrl: urlAt(socket.path, OWNER), directory })
  if (found === 'taken')
    return {
      url: urlAt(socket.path, APPLICATION),
      ownerUrl: urlAt(socket.path, OWNER),
      stop: async () => socket.release(),
    }
  socket.release()
  if (found instanceof Client) await found.end()
  return startPostgres(directory)
}

const urlAt = (socket: string, account: string) =>
  `postgresql://${account}@localhost:5432/foyer?host=${encodeURIComponent(socket)}&sslmode=disable`

/** Holds the lock for as long as its connection lives; when that ends, gets server and lock again. */
function keep(cluster: Cluster, holder: Client) {
  const again = async () => {
    if (cluster.stopping) return
    try {
      keep(cluster, await seize(cluster))
    } catch (error) {
      if (!cluster.stopping) log.error('PostgreSQL is not back yet.', { error, part: 'postgres' })
      setTimeout(() => void again(), 1000)
    }
  }
  holder.once('end', () => {
    if (!cluster.stopping)
      log.warn('PostgreSQL ended, or ended the connection that watches it. It is started again where it is down.', {
        part: 'postgres',
      })
    void again()
  })
}

/** PostgreSQL runs over nothing but what belongs to its own account. Throws `CannotStart` with the command that gives it back. */
function requireOwn({ account }: PostgresHome, directory: string) {
  const runner = account ?? { uid: process.getuid?.(), gid: process.getgid?.() }
  const places = ['.', 'PG_VERSION', 'postgresql.conf', 'global/pg_control', 'base', 'pg_wal'].map((name) =>
    path.join(directory, name),
  )
  const stranger = places.find(
    (place) => (statSync(place, { throwIfNoEntry: false })?.uid ?? runner.uid) !== runner.uid,
  )
  if (stranger)
    throw new CannotStart(
      `${stranger} belongs to another account than the one that runs PostgreSQL: as root, run chown -R ${runner.uid}:${runner.gid} ${directory}`,
    )
}

/** Resolves to the connection that holds the lock, starting the server if need be. */
async function seize(cluster: Cluster): Promise<Client> {
  const startedAt = performance.now()
  let postmaster: Postmaster | null = null
  let launches = 0
  while (performance.now() - startedAt < START_PATIENCE && !cluster.stopping) {
    const found = await knock(cluster)
    if (found instanceof Client && (postmaster || isAsWeWouldStartIt(cluster.home, cluster.directory))) {
      postmaster?.heed()
      return found
    }
    if (found instanceof Client) await replace(cluster, found)
    if (found === 'taken' && performance.now() - startedAt > TAKEN_PATIENCE)
      throw new CannotStart(
        `Another Foyer is running on ${path.dirname(cluster.directory)}: stop it, or set DATA_DIR to another directory.`,
      )
    if (found === 'down' && (!postmaster || postmaster.isOver())) {
      // After a kill the old children may hold the shared memory for a moment; on a full disk it takes as long as that is full.
      if (postmaster) await wait(200 * ++launches)
      postmaster = launchPostmaster(cluster.home, cluster.directory)
    }
    await wait(20)
  }
  throw new CannotStart(
    `The database in ${cluster.directory} does not start: ${named(postmaster?.complaint() ?? '', cluster.directory) || 'it does not answer'}`,
  )
}

/** What an earlier version left running is stopped, so that ours takes its place. */
async function replace({ directory }: Cluster, holder: Client) {
  await stopPostmaster(directory, performance.now() + STOP_PATIENCE)
  await holder.end().catch(() => {})
}

async function knock({
  ownerUrl,
  directory,
}: Pick<Cluster, 'ownerUrl' | 'directory'>): Promise<Client | 'taken' | 'down' | 'busy'> {
  const client = new Client({
    connectionString: ownerUrl.replace('/foyer?', '/postgres?'),
    connectionTimeoutMillis: 2000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK])
    if (rows[0]?.mine) return client
    await client.end()
    return 'taken'
  } catch (error) {
    void client.end().catch(() => {})
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === '28000')
      throw new CannotStart(
        `The database in ${directory} belongs to another account: start Foyer as the account that made it.`,
      )
    return code === 'ENOENT' || code === 'ECONNREFUSED' ? 'down' : 'busy'
  }
}

/** Made beside its place and renamed when complete, so that a kill leaves nothing half done. */
async function initialize(home: PostgresHome, directory: string) {
  mkdirSync(path.dirname(directory), { recursive: true, mode: 0o700 })
  const fresh = mkdtempSync(`${directory}.new-`)
  if (home.account) chownSync(fresh, home.account.uid, home.account.gid)
  const encoding = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const child = spawnPostgres(home, 'initdb', fresh, [
    '-U',
    'foyer',
    ...encoding,
    '--auth-local=peer',
    '--auth-host=reject',
    '--no-instructions',
  ])
  let complaint = ''
  child.stderr.on('data', (chunk) => (complaint += chunk))
  const [status] = await once(child, 'exit').catch((error: unknown) => [reason(error)])
  // Whoever was faster meanwhile has made one as good.
  if (!isMade(directory) && status !== 0)
    throw new CannotStart(
      `The database could not be made in ${directory}: ${named(complaint.trim().split('\n').at(-1) ?? '', fresh) || status}`,
    )
  if (isMade(directory)) sweepUnfinished(directory)
  else renameSync(fresh, directory)
}

/** As another account PostgreSQL is told nothing of its directory but that it is where it works. */
const named = (complaint: string, directory: string) => complaint.replaceAll(WORKING_DIRECTORY, directory)

const isMade = (directory: string) => existsSync(path.join(directory, 'PG_VERSION'))

function sweepUnfinished(directory: string) {
  const unfinished = readdirSync(path.dirname(directory)).filter((name) =>
    name.startsWith(`${path.basename(directory)}.new-`),
  )
  for (const name of unfinished) rmSync(path.join(path.dirname(directory), name), { recursive: true, force: true })
}

/** The account that Foyer runs as now is the one that may connect, whoever it was before. */
function letUsIn(directory: string) {
  const accounts = [OWNER, APPLICATION]
  rewrite(path.join(directory, 'pg_hba.conf'), `local all ${accounts.join(',')} peer map=foyer\n`)
  rewrite(
    path.join(directory, 'pg_ident.conf'),
    accounts.map((account) => `foyer "${os.userInfo().username}" ${account}\n`).join(''),
  )
}

function rewrite(file: string, text: string) {
  if (readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

/** The database, and the account that works with it; what they may do there comes with the migrations. */
async function createWhatIsMissing(ownerUrl: string) {
  const client = new Client(ownerUrl.replace('/foyer?', '/postgres?'))
  await client.connect()
  const isThere = async (query: string) => (await client.query(query)).rowCount === 1
  if (!(await isThere(`SELECT 1 FROM pg_database WHERE datname = 'foyer'`))) await client.query('CREATE DATABASE foyer')
  if (!(await isThere(`SELECT 1 FROM pg_roles WHERE rolname = '${APPLICATION}'`)))
    await client.query(`CREATE ROLE ${APPLICATION} LOGIN`)
  await client.query('SELECT pg_reload_conf()')
  await client.end()
}

/** Resolves once the account of `url` is let in. Throws what keeps it out, after five seconds. */
async function awaitEntry(url: string) {
  for (const until = performance.now() + ENTRY_PATIENCE; ; await wait(20)) {
    const client = new Client(url)
    client.on('error', () => {})
    const refusal = await client.connect().then(
      () => null,
      (error: unknown) => error,
    )
    await client.end().catch(() => {})
    if (!refusal) return
    if (performance.now() > until)
      throw new CannotStart(`The database does not let ${APPLICATION} in: ${reason(refusal)}`)
  }
}

/** The path of a Unix socket has about 107 bytes: a longer directory is reached through a short link. */
function shortPath(directory: string) {
  if (Buffer.byteLength(`${directory}/.s.PGSQL.5432`) <= 100) return { path: directory, release: () => {} }
  const place = mkdtempSync(path.join(os.tmpdir(), 'foyer-'))
  const link = path.join(place, 'db')
  symlinkSync(directory, link)
  return { path: link, release: () => rmSync(place, { recursive: true, force: true }) }
}
