// In SQL: Prisma's client knows neither PostgreSQL's constraints nor conditions that come as text.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { RowRule } from './row-rules'

/** Runs a query that has no parameters, for rows that match `row`. */
export type Ask = <Row extends object>(query: string, row: z.ZodType<Row>) => Promise<Row[]>

/** Asks on the bare client. */
export const askBare: Ask = (query, row) => queryRows(db(), Prisma.raw(query), row)

const Named = z.strictObject({ name: z.string() })
const Counted = z.strictObject({ rows: z.int(), first: z.string().nullable() })

/** Finds the names of the constraints that have not been validated yet. */
export const findOpen = (ask: Ask) =>
  ask(
    `SELECT conname AS name FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace`,
    Named,
  )

/** Counts the rows that fail a rule. `first`: the lowest id among them; null: there are none. */
export async function countUnfit(ask: Ask, { table, fits }: RowRule) {
  const [counted] = await ask(
    `SELECT count(*)::int AS rows, min(id::text) AS first FROM "${table}" WHERE NOT (${fits})`,
    Counted,
  )
  return counted!
}
