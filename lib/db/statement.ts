import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { z } from 'zod'
import { traced } from '../traced'
import { pool } from './client'
import { Prisma } from './generated/client'
import { patience, type Tx } from './transaction'

/** Thrown where a statement failed, or found no connection. `code`: the one of PostgreSQL or Node.js. */
export class StatementFailed extends Error {
  readonly code: string | undefined
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'StatementFailed'
    this.code = codeOf(cause)
  }
}

/** Thrown where a statement undid itself, since a part of it did not happen. */
export class Undone extends StatementFailed {
  constructor(cause: unknown) {
    super(cause)
    this.name = 'Undone'
  }
}

/**
 * Runs one statement by itself on a connection of Prisma's pool. It commits at its end, all of it or nothing. PostgreSQL
 * parses it once for a connection, by a name made of its text. Cast every parameter that is no operand: a value that a
 * SELECT inserts has no type of its own. In development and tests, each row has to match `row`. Throws `Undone` where
 * `allOrNothing` says so, `StatementFailed` for any other fault. Never call it from within a transaction: with all
 * connections taken, each would wait for another.
 */
export async function inOneStatement<Row extends object>(
  { text, values }: Prisma.Sql,
  row: z.ZodType<Row>,
): Promise<Row[]> {
  const rows = await traced('statement', () => run({ name: nameOf(text), text, values: values.map(asParameter) }))
  return matching(rows, row)
}

/**
 * Reads by one statement as `inOneStatement` does, without what Prisma's client adds to each: for what is asked on nearly
 * every request. A test of the architecture refuses a statement that changes something.
 */
export const readInOneStatement: typeof inOneStatement = (sql, row) => inOneStatement(sql, row)

/** Asks by one statement on a client of Prisma's, mostly a transaction. In development and tests, each row has to match `row`. */
export async function queryRows<Row extends object>(
  client: Pick<Tx, '$queryRaw'>,
  sql: Prisma.Sql,
  row: z.ZodType<Row>,
): Promise<Row[]> {
  return matching(await client.$queryRaw<unknown[]>(sql), row)
}

function matching<Row extends object>(rows: unknown[], row: z.ZodType<Row>): Row[] {
  if (process.env.NODE_ENV !== 'production') for (const one of rows) row.parse(one)
  return rows as Row[]
}

type Query = { name: string; text: string; values: unknown[] }

async function run(query: Query): Promise<unknown[]> {
  try {
    const client = await borrow()
    return await ask(client, query)
  } catch (error) {
    throw isUndone(error) ? new Undone(error) : new StatementFailed(error)
  }
}

async function ask(client: PoolClient, query: Query) {
  const timed = { ...query, query_timeout: patience.toEnd }
  try {
    const { rows } = await client.query<object>(timed)
    client.release()
    return rows
  } catch (error) {
    // An error of PostgreSQL's leaves the connection as it was; after any other its state is unknown.
    client.release(!isRefusal(error))
    throw error
  }
}

/** Borrows a connection. Waits no longer than a transaction waits to begin, then throws. */
async function borrow(): Promise<PoolClient> {
  let late: NodeJS.Timeout | undefined
  let given = false
  const coming = pool().connect()
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => {
      given = true
      reject(new Error('No connection to the database was free in time.'))
    }, patience.toBegin)
  })
  // A connection that comes too late goes back.
  coming.then(
    (client) => given && client.release(),
    () => {},
  )
  return Promise.race([coming, tooLate]).finally(() => clearTimeout(late))
}

const names = new Map<string, string>()

/** How many texts keep their names here: more than there are. */
const REMEMBERED = 1000

/**
 * Returns a name of its own for each text, the same in every process and build: behind a pooler they meet on one
 * connection.
 */
export function nameOf(text: string) {
  const known = names.get(text)
  if (known) return known
  const name = `foyer-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  if (names.size === REMEMBERED) names.clear()
  names.set(text, name)
  return name
}

/** Writes times in UTC; pg would write them in the zone of this computer. */
const asParameter = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

const UNDONE = 'taken back, since a part of it did not happen'

/**
 * Makes the condition that a statement selects to happen as a whole or not at all. True; else PostgreSQL fails, since it
 * has to read words as a number. The words are in a CASE, or PostgreSQL would read them when it plans the statement.
 */
export const allOrNothing = (happened: Prisma.Sql) =>
  Prisma.sql`(CASE WHEN ${happened} THEN '1' ELSE ${Prisma.raw(`'${UNDONE}'`)} END)::int = 1`

const isUndone = (error: unknown) =>
  error instanceof Error && codeOf(error) === '22P02' && error.message.includes(UNDONE)

const isRefusal = (error: unknown) => error instanceof Error && 'severity' in error && error.severity === 'ERROR'

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
