import { Client, escapeIdentifier } from 'pg'
import { to } from 'pg-copy-streams'
import { CannotStart } from '../process/cannot-start'
import { appliedMigrations } from '../database/migrate'
import { listClosed, listSequences, listTables, PLAINLY, type Table, written } from './catalog'
import { tableIn, wantedIn } from './layout'
import type { Manifest } from './manifest'
import { writeMeasured } from './measured'
import type { Progress } from './progress'

type Dump = Pick<Manifest, 'postgres' | 'migrations' | 'tables' | 'sequences'>

/** Files that somebody can still be handed: all others are gone to everybody, and may go from the disk. */
const WANTED = `SELECT id, size, encode(sha256, 'hex') FROM "StoredFile" WHERE "storedAt" IS NOT NULL AND "discardedAt" IS NULL AND "erasedAt" IS NULL ORDER BY id`

/** Writes every table as it stands at one moment, and which files it names, while others go on writing. Throws `CannotStart`. */
export async function dump(ownerUrl: string, folder: string, progress: Progress): Promise<Dump> {
  const client = new Client(ownerUrl)
  client.on('error', () => {})
  await client.connect()
  try {
    await requireReadable(client)
    const tables = await beginAtOneMoment(client)
    const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version') AS version`)
    const dumped = []
    for (const table of tables) {
      progress.show(`Table ${dumped.length + 1} of ${tables.length}: ${table.name}`)
      dumped.push(await dumpTable(client, folder, table))
    }
    await writeMeasured(client.query(to(`COPY (${WANTED}) TO STDOUT`)), wantedIn(folder))
    // What a sequence has given out is in no snapshot: asked last it is never too little.
    return {
      postgres: rows[0]!.version,
      migrations: await appliedMigrations(client),
      tables: dumped,
      sequences: await listSequences(client),
    }
  } finally {
    await client.end()
  }
}

async function requireReadable(client: Client) {
  const [closed] = await listClosed(client)
  if (closed)
    throw new CannotStart(
      `The account of DATABASE_URL may not read ${closed}: set DATABASE_OWNER_URL, as for Foyer itself.`,
    )
}

/** The locks first, which keep a migration away, then the moment: no table changes its shape below us. */
async function beginAtOneMoment(client: Client): Promise<Table[]> {
  const before = await listTables(client)
  const names = ['_prisma_migrations', ...before.map(({ name }) => name)].map(escapeIdentifier)
  await client.query(
    [
      'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
      ...PLAINLY,
      `LOCK TABLE ${names.join(', ')} IN ACCESS SHARE MODE`,
    ].join('; '),
  )
  const tables = await listTables(client)
  if (JSON.stringify(tables) !== JSON.stringify(before))
    throw new CannotStart('Foyer was being updated at this moment: try again.')
  return tables
}

export async function dumpTable(client: Client, folder: string, table: Table) {
  const source = client.query(to(`COPY ${written(table)} TO STDOUT`))
  const measured = await writeMeasured(source, tableIn(folder, table.name))
  return { ...table, rows: source.rowCount, ...measured }
}
