import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { CannotStart, reason } from './cannot-start'
import { type PostgresHome, preparePostgresHome, spawnPostgres } from './postgres-home'
import { isAsWeWouldStartIt, killInhabitants, launchPostmaster, type Postmaster, stopPostmaster } from './postmaster'

/** A PostgreSQL of our own, from the binaries that npm ships, reached through a socket in its data directory. */
export type Postgres = {
  url: string
  /** Shuts it down; by `deadline` (of performance.now()) nothing of it is left. */
  stop: (deadline?: number) => Promise<void>
  /** Ends it this instant. The next start recovers. */
  kill: () => void
}

type Cluster = { home: PostgresHome; directory: string; url: string; stopping: boolean }

const START_PATIENCE = 25_000
const STOP_PATIENCE = 8000

/** How long a Foyer that was killed may still be holding on; its connections end as soon as the system notices. */
const TAKEN_PATIENCE = 3000

// Any fixed number: whoever holds it is the one Foyer of this data directory.
const LOCK = 4_638_370

/**
 * Starts the PostgreSQL in `directory`, making it on the first run and taking it over after a kill. If it
 * dies it is started again. Throws `CannotStart`, also when another Foyer runs on the same directory.
 */
export async function startPostgres(directory: string): Promise<Postgres> {
  const home = preparePostgresHome(directory)
  if (isMade(directory)) sweepUnfinished(directory)
  else await initialize(home, directory)
  letUsIn(directory)
  const socket = shortPath(directory)
  const url = urlAt(socket.path)
  const cluster = { home, directory, url, stopping: false }
  const holder = await seize(cluster)
  await createDatabase(url)
  keep(cluster, holder)
  return {
    url,
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
export async function joinPostgres(directory: string): Promise<Pick<Postgres, 'url' | 'stop'>> {
  if (!isMade(directory)) throw new CannotStart(`There is no Foyer in ${path.dirname(directory)}: set DATA_DIR to the directory it keeps its things in.`)
  const socket = shortPath(directory)
  const url = urlAt(socket.path)
  const found = await knock({ url, directory })
  if (found === 'taken') return { url, stop: async () => socket.release() }
  socket.release()
  if (found instanceof Client) await found.end()
  return startPostgres(directory)
}

const urlAt = (socket: string) => `postgresql://foyer@localhost:5432/foyer?host=${encodeURIComponent(socket)}&sslmode=disable`

/** Holds the lock for as long as its connection lives; when that ends, gets server and lock again. */
function keep(cluster: Cluster, holder: Client) {
  const again = async () => {
    if (cluster.stopping) return
    try {
      keep(cluster, await seize(cluster))
    } catch (error) {
      if (!cluster.stopping) console.error(reason(error))
      setTimeout(again, 1000)
    }
  }
  holder.once('end', again)
}

/** Resolves to the connection that holds the lock, starting the server if need be. */
async function seize(cluster: Cluster): Promise<Client> {
  const startedAt = performance.now()
  let postmaster: Postmaster | null = null
  while (performance.now() - startedAt < START_PATIENCE && !cluster.stopping) {
    const found = await knock(cluster)
    if (found instanceof Client && (postmaster || isAsWeWouldStartIt(cluster.home, cluster.directory))) return found
    if (found instanceof Client) await replace(cluster, found)
    if (found === 'taken' && performance.now() - startedAt > TAKEN_PATIENCE)
      throw new CannotStart(`Another Foyer is running on ${path.dirname(cluster.directory)}: stop it, or set DATA_DIR to another directory.`)
    if (found === 'down' && (!postmaster || postmaster.isOver())) {
      // After a kill the old children may hold the shared memory for a moment.
      if (postmaster) await wait(200)
      postmaster = launchPostmaster(cluster.home, cluster.directory)
    }
    await wait(20)
  }
  throw new CannotStart(`The database in ${cluster.directory} does not start: ${postmaster?.complaint() || 'it does not answer'}`)
}

/** What an earlier version left running is stopped, so that ours takes its place. */
async function replace({ directory }: Cluster, holder: Client) {
  await stopPostmaster(directory, performance.now() + STOP_PATIENCE)
  await holder.end().catch(() => {})
}

async function knock({ url, directory }: Pick<Cluster, 'url' | 'directory'>): Promise<Client | 'taken' | 'down' | 'busy'> {
  const client = new Client({ connectionString: url.replace('/foyer?', '/postgres?'), connectionTimeoutMillis: 2000 })
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
    if (code === '28000') throw new CannotStart(`The database in ${directory} belongs to another account: start Foyer as the account that made it.`)
    return code === 'ENOENT' || code === 'ECONNREFUSED' ? 'down' : 'busy'
  }
}

/** Made beside its place and renamed when complete, so that a kill leaves nothing half done. */
async function initialize(home: PostgresHome, directory: string) {
  mkdirSync(path.dirname(directory), { recursive: true, mode: 0o700 })
  const fresh = mkdtempSync(`${directory}.new-`)
  if (home.account) chownSync(fresh, home.account.uid, home.account.gid)
  const encoding = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const child = spawnPostgres(home, 'initdb', fresh, ['-U', 'foyer', ...encoding, '--auth-local=peer', '--auth-host=reject', '--no-instructions'])
  let complaint = ''
  child.stderr.on('data', (chunk) => (complaint += chunk))
  const [status] = await once(child, 'exit').catch((error: unknown) => [reason(error)])
  // Whoever was faster meanwhile has made one as good.
  if (!isMade(directory) && status !== 0)
    throw new CannotStart(`The database could not be made in ${directory}: ${complaint.trim().split('\n').at(-1) || status}`)
  if (isMade(directory)) sweepUnfinished(directory)
  else renameSync(fresh, directory)
}

const isMade = (directory: string) => existsSync(path.join(directory, 'PG_VERSION'))

function sweepUnfinished(directory: string) {
  const unfinished = readdirSync(path.dirname(directory)).filter((name) => name.startsWith(`${path.basename(directory)}.new-`))
  for (const name of unfinished) rmSync(path.join(path.dirname(directory), name), { recursive: true, force: true })
}

/** The account that Foyer runs as now is the one that may connect, whoever it was before. */
function letUsIn(directory: string) {
  rewrite(path.join(directory, 'pg_hba.conf'), 'local all foyer peer map=foyer\n')
  rewrite(path.join(directory, 'pg_ident.conf'), `foyer "${os.userInfo().username}" foyer\n`)
}

function rewrite(file: string, text: string) {
  if (readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

async function createDatabase(url: string) {
  const client = new Client(url.replace('/foyer?', '/postgres?'))
  await client.connect()
  const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'foyer'`)
  if (!rowCount) await client.query('CREATE DATABASE foyer')
  await client.end()
}

/** The path of a Unix socket has about 107 bytes: a longer directory is reached through a short link. */
function shortPath(directory: string) {
  if (Buffer.byteLength(`${directory}/.s.PGSQL.5432`) <= 100) return { path: directory, release: () => {} }
  const place = mkdtempSync(path.join(os.tmpdir(), 'foyer-'))
  const link = path.join(place, 'db')
  symlinkSync(directory, link)
  return { path: link, release: () => rmSync(place, { recursive: true, force: true }) }
}
