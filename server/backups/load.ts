import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { type Client, escapeIdentifier } from 'pg'
import { from } from 'pg-copy-streams'
import { CannotStart } from '../process/cannot-start'
import { applyMigrations, migrateAlone } from '../database/migrate'
import { addChecks, takeChecks } from '../database/row-checks'
import { countRows, isEmpty, listTables, PLAINLY, written } from './catalog'
import { tableIn } from './layout'
import type { Manifest } from './manifest'
import type { Progress } from './progress'
import { still, type Stilled } from './still'

/**
 * Makes the tables as they were when the backup was made, fills them, brings them to this version and stills what must not
 * come alive again: in one transaction, which whoever calls commits. Throws `CannotStart` where something is there already.
 */
export async function load(
  client: Client,
  folder: string,
  manifest: Manifest,
  at: Date,
  progress: Progress,
): Promise<Stilled> {
  const then = new Set(manifest.migrations.map(({ name }) => name))
  await client.query(['BEGIN', ...PLAINLY].join('; '))
  await migrateAlone(client)
  if (!(await isEmpty(client)))
    throw new CannotStart(
      'The database is not empty, and a restore writes over nothing: create a new one and name it in DATABASE_URL, or set DATA_DIR to a new directory.',
    )
  await applyMigrations(client, (name) => then.has(name))
  const references = await takeReferences(client)
  const checks = await takeChecks(client)
  await clear(client)
  for (const table of manifest.tables) {
    progress.show(`Table ${table.name}`)
    await pipeline(
      createReadStream(tableIn(folder, table.name)),
      client.query(from(`COPY ${written(table)} FROM STDIN`)),
    )
  }
  for (const { table, name, definition } of references)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`)
  await addChecks(client, checks)
  for (const { name, value } of manifest.sequences)
    if (value) await client.query('SELECT setval($1::regclass, $2::bigint)', [escapeIdentifier(name), value])
  await compare(client, manifest)
  await applyMigrations(client, (name) => !then.has(name))
  return still(client, at)
}

type Reference = { table: string; name: string; definition: string }

/** Without foreign keys the order of tables does not matter, and each is checked once for all rows when it comes back. */
async function takeReferences(client: Client): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND connamespace = current_schema()::regnamespace`,
  )
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  return rows
}

/** Takes away what the migrations put into new tables: the backup has its own. */
async function clear(client: Client) {
  for (const { name } of await listTables(client)) await client.query(`DELETE FROM ${escapeIdentifier(name)}`)
}

async function compare(client: Client, { tables }: Manifest) {
  const counts = await countRows(client, tables)
  const wrong = tables.find(({ name, rows }) => counts.get(name) !== rows)
  if (wrong)
    throw new CannotStart(
      `The table ${wrong.name} came out with ${counts.get(wrong.name)} rows in place of ${wrong.rows}.`,
    )
}
