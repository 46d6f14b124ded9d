import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg'
import { type RowCheck, rowChecks } from '@/lib/installation/row-rules'
import { findOpenRules, type OpenRule } from '@/lib/installation/unfit-rows'

type Database = Pick<Client, 'query'>

/**
 * Adds checks for rows that are written from now on, in the caller's transaction. Where rows fail a check, it leaves out
 * all that are no newer than the newest of them: PostgreSQL would refuse every later update of such a row, even of other
 * columns.
 */
export async function addChecks(client: Database, checks: readonly RowCheck[]) {
  for (const { constraint, table, fits, since } of checks) {
    const [name, on, made] = [constraint, table, since].map(escapeIdentifier)
    await client.query(`LOCK TABLE ${on} IN SHARE ROW EXCLUSIVE MODE`)
    const { rows } = await client.query<{ newest: string | null }>(
      `SELECT max(${made})::text AS newest FROM ${on} WHERE NOT (${fits})`,
    )
    const newest = rows[0]!.newest
    const check = newest ? `(${fits}) OR ${made} <= ${escapeLiteral(newest)}` : fits
    await client.query(`ALTER TABLE ${on} ADD CONSTRAINT ${name} CHECK (${check}) NOT VALID`)
  }
}

/** Adds the checks that a migration brings. */
export const addChecksOf = (name: string) => (client: Database) =>
  addChecks(
    client,
    rowChecks.filter(({ migration }) => migration === name),
  )

/** Drops the checks that there are, in the caller's transaction, so that rows of before can be copied in. Resolves to them. */
export async function takeChecks(client: Database): Promise<RowCheck[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT conname AS name FROM pg_constraint WHERE conname = ANY($1) AND connamespace = current_schema()::regnamespace',
    [rowChecks.map(({ constraint }) => constraint)],
  )
  const taken = rowChecks.filter(({ constraint }) => rows.some(({ name }) => name === constraint))
  for (const { table, constraint } of taken)
    await client.query(`ALTER TABLE ${escapeIdentifier(table)} DROP CONSTRAINT ${escapeIdentifier(constraint)}`)
  return taken
}

/**
 * Validates the rules that every row fits, each once. Resolves to those that rows from before fail. An account that does
 * not own the tables may not validate, and leaves it to the next start.
 */
export async function settleRules(ownerUrl: string): Promise<OpenRule[]> {
  const client = new Client(ownerUrl)
  await client.connect()
  try {
    const open = await findOpenRules(async <Row>(query: string) => (await client.query(query)).rows as Row[])
    for (const rule of open) if (rule.rows === 0) await validate(client, rule)
    return open.filter(({ rows }) => rows > 0)
  } finally {
    await client.end()
  }
}

const NOT_OWNER = '42501'

async function validate(client: Client, { table, constraint }: OpenRule) {
  try {
    await client.query(`ALTER TABLE ${escapeIdentifier(table)} VALIDATE CONSTRAINT ${escapeIdentifier(constraint)}`)
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== NOT_OWNER) throw error
  }
}
