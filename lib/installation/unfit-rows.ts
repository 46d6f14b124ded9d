import { authorize } from '../access/authorize'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { Caller } from '../principal'
import { type RowRule, rowRules } from './row-rules'

/** Runs a query that has no parameters. */
type Ask = <Row>(query: string) => Promise<Row[]>

/** A rule whose constraint has not been validated yet. `rows`: how many fail it; `first`: the lowest id among them. */
export type OpenRule = RowRule & { rows: number; first: string | null }

const OPEN = `SELECT conname AS name FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace`

/** Counts the rows that fail each rule that is not validated. A rule that is costs nothing. */
export async function findOpenRules(ask: Ask): Promise<OpenRule[]> {
  const open = new Set((await ask<{ name: string }>(OPEN)).map(({ name }) => name))
  const found: OpenRule[] = []
  for (const rule of rowRules.filter(({ constraint }) => open.has(constraint))) {
    const [counted] = await ask<{ rows: number; first: string | null }>(
      `SELECT count(*)::int AS rows, min(id::text) AS first FROM "${rule.table}" WHERE NOT (${rule.fits})`,
    )
    found.push({ ...rule, ...counted! })
  }
  return found
}

/** Says in one line what is wrong with the rows that fail a rule, and what to do. */
export const unfitInWords = ({ table, rows, first, wrong, remedy }: OpenRule) =>
  `Rows of ${table} that ${wrong}: ${rows.toLocaleString('en-US')}, the first ${first}. ${remedy}`

/** Returns, for administrators, a line for each rule that rows from before fail. */
export async function listUnfitRows(caller: Caller): Promise<string[]> {
  authorize(caller, 'organization.read')
  const open = await findOpenRules((query) => db().$queryRaw(Prisma.raw(query)))
  return open.filter(({ rows }) => rows > 0).map(unfitInWords)
}
