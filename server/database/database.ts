import path from 'node:path'
import { Client, Pool } from 'pg'
import type { Settings } from '@/lib/env'
import { requirePooler } from './pooler'
import { CannotStart, reason } from '../process/cannot-start'
import { joinPostgres, startPostgres } from './postgres'

export type Database = {
  /** As the account that everything works with. */
  url: string
  /** As the account that owns the tables and migrates, past any pooler. */
  ownerUrl: string
  /** Whether that is another account than everything works with. */
  ownerApart: boolean
  description: string
  stop: (deadline: number) => Promise<void>
  kill: () => void
}

/** Our own PostgreSQL in DATA_DIR, or the one that DATABASE_URL names. Throws `CannotStart` when there is none to work with. */
export async function openDatabase({
  databaseUrl,
  databaseOwnerUrl,
  databaseDirectUrl,
  dataDir,
}: Named): Promise<Database> {
  if (databaseUrl) {
    const description = await inspect('DATABASE_URL', databaseUrl)
    await requirePooler(databaseUrl)
    for (const [setting, url] of [
      ['DATABASE_OWNER_URL', databaseOwnerUrl],
      ['DATABASE_DIRECT_URL', databaseDirectUrl],
    ] as const) {
      if (!url) continue
      await inspect(setting, url)
      await requireSameDatabase(setting, url, databaseUrl)
    }
    const ownerUrl = databaseOwnerUrl ?? databaseDirectUrl ?? databaseUrl
    return {
      url: databaseUrl,
      ownerUrl,
      ownerApart: databaseOwnerUrl !== null,
      description,
      stop: async () => {},
      kill: () => {},
    }
  }
  const postgres = await startPostgres(path.join(dataDir, 'postgres'))
  return { ...postgres, ownerApart: true, description: 'its own PostgreSQL' }
}

type Named = Pick<Settings, 'databaseUrl' | 'databaseOwnerUrl' | 'databaseDirectUrl' | 'dataDir'>

/** The database of an installation that is there already, whether its Foyer runs now or not. Throws `CannotStart`. */
export async function joinDatabase({
  databaseUrl,
  databaseOwnerUrl,
  dataDir,
}: Pick<Settings, 'databaseUrl' | 'databaseOwnerUrl' | 'dataDir'>): Promise<
  Pick<Database, 'url' | 'ownerUrl'> & { stop: () => Promise<void> }
> {
  if (!databaseUrl) return joinPostgres(path.join(dataDir, 'postgres'))
  await inspect('DATABASE_URL', databaseUrl)
  if (databaseOwnerUrl) await inspect('DATABASE_OWNER_URL', databaseOwnerUrl)
  return { url: databaseUrl, ownerUrl: databaseOwnerUrl ?? databaseUrl, stop: async () => {} }
}

/** Throws `CannotStart` unless it lets us in and will do: PostgreSQL 15 is the oldest that we are tested with; below UTF-8 not every name can be kept. */
export async function inspect(setting: string, databaseUrl: string) {
  const { rows } = await ask(
    setting,
    databaseUrl,
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number, current_setting('server_encoding') AS encoding`,
  )
  const { version, number, encoding } = rows[0] as { version: string; number: number; encoding: string }
  if (number < 150_000) throw new CannotStart(`${setting} leads to PostgreSQL ${version}: Foyer needs 15 or newer.`)
  if (encoding !== 'UTF8')
    throw new CannotStart(`The database of ${setting} is encoded in ${encoding}: create it with ENCODING 'UTF8'.`)
  return `PostgreSQL ${version} at ${placeOf(databaseUrl)}`
}

/** Throws `CannotStart` where two settings lead to two databases: what is written to one would be missed in the other. */
async function requireSameDatabase(setting: string, url: string, databaseUrl: string) {
  const which =
    'SELECT oid::text AS oid, pg_postmaster_start_time()::text AS since FROM pg_database WHERE datname = current_database()'
  const [here, there] = [await ask('DATABASE_URL', databaseUrl, which), await ask(setting, url, which)].map(
    ({ rows }) => rows[0] as { oid: string; since: string },
  )
  if (here!.oid !== there!.oid || here!.since !== there!.since)
    throw new CannotStart(`${setting} leads to another database than DATABASE_URL: let both name the same one.`)
}

async function ask(setting: string, databaseUrl: string, query: string) {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return await client.query(query)
  } catch (error) {
    throw new CannotStart(
      `${setting}: ${placeOf(databaseUrl)} does not let us in (${reason(error) || codeOf(error)}). ${remedy(codeOf(error))}`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

function remedy(code: string) {
  if (code === '28P01' || code === '28000') return 'Correct the name and password in it.'
  if (code === '3D000') return 'Create that database, or correct its name.'
  return 'Start that PostgreSQL, or correct the address; leave DATABASE_URL unset to use Foyer’s own.'
}

/** Names the server without the password. */
function placeOf(databaseUrl: string) {
  const { host, pathname, searchParams } = new URL(databaseUrl)
  return `${searchParams.get('host') ?? host}${pathname}`
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** A connection of its own for asking how the database is, so that a busy pool is not taken for a dead server. */
export function openWatch(databaseUrl: string) {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
    idleTimeoutMillis: 0,
  })
  pool.on('error', () => {})
  return pool
}
