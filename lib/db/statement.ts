import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { z } from 'zod'
import { traced } from '../traced'
import { pool } from './client'
import { Prisma } from './generated/client'
import { patience } from './transaction'

/** A statement that failed, or found no connection. `code`: as PostgreSQL or Node.js has it. */
export class StatementFailed extends Error {
  readonly code: string | undefined
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'StatementFailed'
    this.code = codeOf(cause)
  }
}

/** A statement took itself back, since a part of it did not happen. */
export class Undone extends StatementFailed {
  constructor(cause: unknown) {
    super(cause)
    this.name = 'Undone'
  }
}

/**
 * Runs one statement by itself on a connection of Prisma's pool: it commits when it is through, all of it or nothing.
 * PostgreSQL reads it once for a connection, by a name made of its text. Cast every parameter that is no operand: what is put in by
 * a SELECT has no type of its own. In development and tests each row has to be as `row` says. Throws `Undone` where
 * `allOrNothing` says so, `StatementFailed` for any other fault. Never call it from within a transaction: with all connections taken, each would wait for another.
 */
export async function inOneStatement<Row extends object>(
  { text, values }: Prisma.Sql,
  row: z.ZodType<Row>,
): Promise<Row[]> {
  const rows = await traced('statement', () => run({ name: nameOf(text), text, values: values.map(asParameter) }))
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
    // What PostgreSQL refused leaves the connection as it was; after anything else nobody knows.
    client.release(!isRefusal(error))
    throw error
  }
}

/** A connection, for which nobody waits longer than for one to begin a transaction. */
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
  // One that comes when nobody waits for it any longer goes back.
  coming.then(
    (client) => given && client.release(),
    () => {},
  )
  return Promise.race([coming, tooLate]).finally(() => clearTimeout(late))
}

const names = new Map<string, string>()

/** Texts whose names are remembered: more than there are. */
const REMEMBERED = 1000

/** Another for each text, whichever process or build makes it: behind a pooler they meet on one connection. */
export function nameOf(text: string) {
  const known = names.get(text)
  if (known) return known
  const name = `foyer-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  if (names.size === REMEMBERED) names.clear()
  names.set(text, name)
  return name
}

/** Times in UTC; pg would write them in the zone of this computer. */
const asParameter = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

const UNDONE = 'taken back, since a part of it did not happen'

/**
 * What a statement selects that is to happen as a whole or not at all. True, or PostgreSQL stops: it takes the words for a
 * number, which they are not. They come out of a choice, or they would be read when the statement is planned.
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
