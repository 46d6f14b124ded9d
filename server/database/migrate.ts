import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Client, type Pool } from 'pg'
import { grantTo } from './application-account'
import { migrationSteps } from './migration-steps'
import { findUnreadable, recordVersions, refuseNewer } from './newer-migrations'
import { VERSION } from '../process/version'

type Migration = { name: string; sql: string; checksum: string }

/** Where they lie, from the root that every process of ours runs in. */
export const MIGRATIONS = 'prisma/migrations'

// Any fixed number: whoever holds it migrates, the others wait.
const LOCK = 4_638_371

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

/** Of a row of the table: it was applied, for good. */
const APPLIED = 'finished_at IS NOT NULL AND rolled_back_at IS NULL'

/**
 * Applies what is missing from `directory` (Prisma's layout and table), each migration in a transaction
 * of its own, one process at a time; then gives `application`, where it is another account than the tables' owner, its
 * rights on all there is. Resolves to the names applied. Throws `CannotStart` on a database that a newer build has brought
 * beyond us, and if a migration that was applied has since been edited.
 */
export async function migrate(
  ownerUrl: string,
  directory: string,
  application: string,
  version = VERSION,
): Promise<string[]> {
  const client = new Client(ownerUrl)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(TABLE)
    const all = read(directory)
    await refuseNewer(
      client,
      all.map(({ name }) => name),
      version,
    )
    const missing = await findMissing(client, all)
    for (const migration of missing) await applyAlone(client, migration)
    await recordVersions(client, all, version)
    await grantTo(client, application)
    return missing.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** Has everybody else who migrates wait until the caller's transaction ends. */
export const migrateAlone = (client: Client) => client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])

/** Applies those that are `wanted`, oldest first, in a transaction of the caller's. */
export async function applyMigrations(client: Client, wanted: (name: string) => boolean) {
  await client.query(TABLE)
  for (const migration of read(MIGRATIONS)) if (wanted(migration.name)) await apply(client, migration)
}

/** The names of the migrations in `directory`, oldest first. */
export const migrationNames = (directory: string) => read(directory).map(({ name }) => name)

/** The name and checksum of each migration of ours, oldest first. */
export const readMigrations = () => read(MIGRATIONS).map(({ name, checksum }) => ({ name, checksum }))

/** The same of those that the database has seen. */
export async function appliedMigrations(client: Pick<Client, 'query'>): Promise<{ name: string; checksum: string }[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM "_prisma_migrations" WHERE ${APPLIED} ORDER BY 1`,
  )
  return rows
}

/** Whether the database has seen every one of the named migrations, and none that a build of them can't live with. */
export async function isMigrated(client: Pick<Pool, 'query'>, names: string[]) {
  const query = `SELECT count(DISTINCT migration_name)::int AS applied FROM "_prisma_migrations" WHERE ${APPLIED} AND migration_name = ANY($1)`
  const { rows } = await client.query<{ applied: number }>(query, [names])
  return rows[0]?.applied === names.length && (await findUnreadable(client, names, VERSION)) === null
}

async function findMissing(client: Client, all: Migration[]) {
  const applied = new Map((await appliedMigrations(client)).map(({ name, checksum }) => [name, checksum]))
  const edited = all.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  if (edited) throw new Error(`Migration ${edited.name} was edited after it was applied: restore the file.`)
  return all.filter(({ name }) => !applied.has(name))
}

async function applyAlone(client: Client, migration: Migration) {
  await client.query('BEGIN')
  try {
    await apply(client, migration)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration) {
  try {
    await client.query(sql)
    await migrationSteps[name]?.(client)
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
  } catch (error) {
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : error}`)
  }
}

const read = (directory: string): Migration[] =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(directory, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
