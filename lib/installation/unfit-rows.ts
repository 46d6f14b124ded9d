import { authorize } from '../access/authorize'
import type { Caller } from '../principal'
import { type RowRule, rowRules } from './row-rules'
import { type Ask, askBare, countUnfit, findOpen } from './unfit-rows.sql'

/** A rule whose constraint has not been validated yet. `rows`: how many fail it; `first`: the lowest id among them. */
export type OpenRule = RowRule & { rows: number; first: string | null }

/** Counts the rows that fail each rule that is not validated. A rule that is costs nothing. */
export async function findOpenRules(ask: Ask): Promise<OpenRule[]> {
  const open = new Set((await findOpen(ask)).map(({ name }) => name))
  const found: OpenRule[] = []
  for (const rule of rowRules.filter(({ constraint }) => open.has(constraint)))
    found.push({ ...rule, ...(await countUnfit(ask, rule)) })
  return found
}

/** Says in one line what is wrong with the rows that fail a rule, and what to do. */
export const unfitInWords = ({ table, rows, first, wrong, remedy }: OpenRule) =>
  `Rows of ${table} that ${wrong}: ${rows.toLocaleString('en-US')}, the first ${first}. ${remedy}`

/** Returns, for administrators, a line for each rule that rows from before fail. */
export async function listUnfitRows(caller: Caller): Promise<string[]> {
  authorize(caller, 'organization.read')
  const open = await findOpenRules(askBare)
  return open.filter(({ rows }) => rows > 0).map(unfitInWords)
}
