import { Client } from 'pg'
import { CannotStart, reason } from '../process/cannot-start'

// What `lib/db/client.ts` asks of each connection; PostgreSQL itself grants it, a pooler may not.
const OPTIONS = '-c TimeZone=UTC'
const CHECK = { name: 'foyer_check', text: 'SELECT $1::int AS one', values: [1] }

/** SQLSTATE of a statement that is not there, and of one that is there already: another connection's. */
const lost = new Set(['26000', '42P05'])

/**
 * Tries what a pooler before PostgreSQL may take away: the time zone of a connection, and the statements that were
 * prepared on it. Throws `CannotStart` with what to set there.
 */
export async function requirePooler(databaseUrl: string) {
  const [one, other] = [open(databaseUrl), open(databaseUrl)]
  try {
    await Promise.all([one.connect(), other.connect()])
    const { rows } = await one.query<{ TimeZone: string }>('SHOW TimeZone')
    if (!/^(?:UTC|Etc\/UTC)$/i.test(rows[0]?.TimeZone ?? '')) throw new CannotStart(LOST_ZONE)
    await prepareOnBoth(one, other)
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(faultOf(error))
  } finally {
    await Promise.allSettled([one.end(), other.end()])
  }
}

/** Where connections are lent for a transaction each, the second use of a statement meets a connection that never saw it. */
async function prepareOnBoth(one: Client, other: Client) {
  await one.query(CHECK)
  await other.query('BEGIN')
  await other.query(CHECK)
  await one.query(CHECK)
  await other.query('COMMIT')
}

function open(databaseUrl: string) {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5000,
    query_timeout: 5000,
    options: OPTIONS,
  })
  client.on('error', () => {})
  return client
}

const LOST_ZONE =
  "DATABASE_URL leads through a pooler that does not pass on the time zone of a connection: let the account have it, with ALTER ROLE … SET TimeZone TO 'UTC'."

function faultOf(error: unknown) {
  const [code, message] = [error instanceof Error && 'code' in error ? String(error.code) : '', reason(error)]
  if (lost.has(code))
    return 'DATABASE_URL leads through a pooler that loses prepared statements: use PgBouncer 1.21 or newer with max_prepared_statements = 200 or more, or let it pool by session.'
  if (/unsupported startup parameter/i.test(message))
    return `DATABASE_URL leads through a pooler that refuses a connection’s options (${message}): set ignore_startup_parameters = options there, and ALTER ROLE … SET TimeZone TO 'UTC' in the database.`
  return `DATABASE_URL: two connections could not be tried side by side (${message}). Let it have more connections.`
}
