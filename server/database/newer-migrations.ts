import type { Client, Pool } from 'pg'
import { isOlder } from '@/lib/version-order'
import { CannotStart } from '../process/cannot-start'

type Database = Pick<Client | Pool, 'query'>

type Newer = { name: string; version: string | null; readableBy: string | null }

/** The line of a migration that a build without it can live with: the oldest version of which that is so. */
const READABLE = /^-- readable by: (\d+\.\d+\.\d+)$/m

export const readableBy = (sql: string): string | null => READABLE.exec(sql)?.[1] ?? null

/** Throws `CannotStart` where a newer build has brought the database beyond what this one, with its migrations, can read. */
export async function refuseNewer(database: Database, names: string[], version: string) {
  const newer = await findUnreadable(database, names, version)
  if (!newer) return
  const theirs = newer.version ? `Foyer ${newer.version}` : 'another Foyer'
  throw new CannotStart(
    `This is Foyer ${version}, with the database as of ${names.at(-1)}, and the database is as of ${newer.name}, by ${theirs}: start that one or a newer one, or restore a backup of before its first start.`,
  )
}

/** The newest migration that the database has, this build has not, and this build can't live with; null: it reads everything. */
export async function findUnreadable(database: Database, names: string[], version: string): Promise<Newer | null> {
  const { rows } = await database.query<Newer>(await queryFor(database), [names])
  return rows.find((one) => one.readableBy === null || isOlder(version, one.readableBy)) ?? null
}

const FINISHED = 'finished_at IS NOT NULL AND rolled_back_at IS NULL AND NOT (migration_name = ANY($1))'

/** Before there was a table of versions nothing says more of a migration than its name. */
const queryFor = async (database: Database) =>
  (await hasVersions(database))
    ? `SELECT migration_name AS name, version, "readableBy" FROM "_prisma_migrations" LEFT JOIN "AppliedMigration" ON name = migration_name WHERE ${FINISHED} ORDER BY 1 DESC`
    : `SELECT migration_name AS name, NULL AS version, NULL AS "readableBy" FROM "_prisma_migrations" WHERE ${FINISHED} ORDER BY 1 DESC`

async function hasVersions(database: Database) {
  const { rows } = await database.query<{ there: boolean }>(
    `SELECT to_regclass('"AppliedMigration"') IS NOT NULL AS there`,
  )
  return rows[0]!.there
}

/** Writes down which version brought the migrations that the database has by now, and which may run beside them. */
export async function recordVersions(
  database: Database,
  migrations: readonly { name: string; sql: string }[],
  version: string,
) {
  if (!(await hasVersions(database))) return
  const rows = migrations.map(({ name, sql }) => ({ name, version, readableBy: readableBy(sql) }))
  await database.query(
    'INSERT INTO "AppliedMigration" SELECT name, version, "readableBy" FROM jsonb_to_recordset($1) AS row(name text, version text, "readableBy" text) ON CONFLICT DO NOTHING',
    [JSON.stringify(rows)],
  )
}
