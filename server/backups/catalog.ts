import { type Client, escapeIdentifier } from 'pg'

/** A table with the columns that are written; what PostgreSQL works out by itself is left to it. */
export type Table = { name: string; columns: string[] }

/** The account's own schema, which everything of ours lies in. */
const HERE = 'current_schema()::regnamespace'

/** What no copy is made of: the runner of migrations writes the one, and each process that runs its row of the other. */
const leftOut = ['_prisma_migrations', 'Instance']

/** Every table that there is, as the catalog knows them: so one of a later version is not forgotten. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = ${HERE} AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> ALL($1)
     GROUP BY c.relname ORDER BY c.relname`,
    [leftOut],
  )
  return rows
}

export type Sequence = { name: string; value: string | null }

/** How far each sequence has counted; null: nothing was taken from it yet. */
export async function listSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    'SELECT sequencename AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1',
  )
  return rows
}

/** What the account of the connection may not read. */
export async function listClosed(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = ${HERE} AND CASE relkind WHEN 'S' THEN NOT has_sequence_privilege(oid, 'SELECT') WHEN 'r' THEN NOT has_table_privilege(oid, 'SELECT') ELSE false END ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

/** Whether nothing was ever made in the database. */
export async function isEmpty(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ full: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = ${HERE}) AS full`,
  )
  return rows[0]?.full === false
}

/** How many rows each table has. */
export async function countRows(client: Client, tables: { name: string }[]): Promise<Map<string, number>> {
  if (tables.length === 0) return new Map()
  const counts = tables.map(
    (_, n) => `SELECT $${n + 1}::text AS name, count(*)::text AS rows FROM ${escapeIdentifier(tables[n]!.name)}`,
  )
  const { rows } = await client.query<{ name: string; rows: string }>(
    counts.join(' UNION ALL '),
    tables.map(({ name }) => name),
  )
  return new Map(rows.map(({ name, rows: count }) => [name, Number(count)]))
}

/** How COPY names a table and its columns. */
export const written = ({ name, columns }: Table) =>
  `${escapeIdentifier(name)} (${columns.map(escapeIdentifier).join(', ')})`

/** What COPY writes and reads is the same on every server, whatever it is set to, and takes as long as it takes. */
export const PLAINLY = [
  `SET LOCAL DateStyle = 'ISO'`,
  `SET LOCAL IntervalStyle = 'postgres'`,
  `SET LOCAL TimeZone = 'UTC'`,
  `SET LOCAL bytea_output = 'hex'`,
  'SET LOCAL extra_float_digits = 3',
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL lock_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
]
