import { Client, escapeIdentifier } from 'pg'
import { appendOnlyTables, mayRewriteTheTrail, ownersTables } from '@/lib/audit/trail-guard.sql'
import { CannotStart } from '../process/cannot-start'

/** What the application may do with a table that it may not do everything with. Null: nothing. */
const exceptions = new Map<string, string | null>([
  ...ownersTables.map((name) => [name, null] as const),
  ...appendOnlyTables.map((name) => [name, 'SELECT, INSERT'] as const),
  ['_prisma_migrations', 'SELECT'],
  ['AppliedMigration', 'SELECT'],
])

const EVERYTHING_ELSE = 'SELECT, INSERT, UPDATE, DELETE'

/** Functions that do with the owner's rights what the application may ask for. */
const functions = ['purge_trail', 'trail_pseudonym']

/** The name of the account that a connection is opened as. */
export const accountOf = async (databaseUrl: string) =>
  (await ask<{ name: string }>(databaseUrl, 'SELECT current_user AS name')).name

/**
 * Gives the application's account what it needs of every table that is there now, as the owner, and takes what it had
 * beyond that: so a table of a later migration has its rights with it. The owner itself needs nothing.
 */
export async function grantTo(owner: Client, application: string) {
  const { rows } = await owner.query<{ name: string; schema: string; owner: string; version: number }>(`
    SELECT c.relname AS name, quote_ident(current_schema()) AS schema, current_user AS owner, current_setting('server_version_num')::int AS version
    FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`)
  const [first] = rows
  if (!first || first.owner === application) return
  const callable = await owner.query<{ signature: string }>(
    'SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proname = ANY($1)',
    [functions],
  )
  const account = escapeIdentifier(application)
  const { schema } = first
  await owner.query(
    [
      'BEGIN',
      `GRANT USAGE ON SCHEMA ${schema} TO ${account}`,
      `REVOKE CREATE ON SCHEMA ${schema} FROM ${account}`,
      ...rows.flatMap(({ name, version }) =>
        rightsOn(`${schema}.${escapeIdentifier(name)}`, rightsTo(name, version), account),
      ),
      `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${account}`,
      ...callable.rows.map(({ signature }) => `GRANT EXECUTE ON FUNCTION ${signature} TO ${account}`),
      'COMMIT',
    ].join('; '),
  )
}

const rightsOn = (table: string, rights: string | null, account: string) => [
  `REVOKE ALL ON ${table} FROM ${account}`,
  ...(rights ? [`GRANT ${rights} ON ${table} TO ${account}`] : []),
]

const rightsTo = (name: string, version: number) => {
  const exception = exceptions.get(name)
  return exception === undefined ? everythingElse(version) : exception
}

/** From 17 on PostgreSQL lets others than the owner take statistics, as a starting review does; before, it leaves that to its own vacuum. */
const everythingElse = (version: number) => (version < 170_000 ? EVERYTHING_ELSE : `${EVERYTHING_ELSE}, MAINTAIN`)

/** Throws `CannotStart` where another account owns the tables, and the application's can rewrite the trail all the same. */
export async function requireGuard(databaseUrl: string) {
  const { open } = await ask<{ open: boolean }>(databaseUrl, mayRewriteTheTrail)
  if (open)
    throw new CannotStart(
      'The account of DATABASE_URL can rewrite the trail: give DATABASE_URL an account that owns nothing and is a member of no other, and let that of DATABASE_OWNER_URL own the tables.',
    )
}

async function ask<Row extends object>(databaseUrl: string, query: string): Promise<Row> {
  const client = new Client(databaseUrl)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows[0]!
  } finally {
    await client.end()
  }
}
