import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { searchField } from '../../forms/pages'
import type { Caller } from '../../principal'
import { findRound } from '../rounds/find-review'
import { roundView } from '../rounds/round-view'
import { reasonInWords } from '../results/result-words'
import { findNamed, findRoundItems } from './list-round-items.sql'

const PAGE = 50

const place = z.coerce.number().int().min(0).max(2_147_483_647).nullable().catch(null)

export const ListRoundItems = z.object({
  q: searchField,
  outcome: z.enum(['approve', 'deny', 'dont_know', 'not_reviewed']).nullable().catch(null),
  result: z.enum(['applied', 'nothing_left', 'failed', 'ended_before']).nullable().catch(null),
  /** Only what lies before this reviewer. */
  reviewer: z.uuid().nullable().catch(null),
  /** The item that a page goes on from, either way. */
  after: place,
  before: place,
})
export type ListRoundItems = z.output<typeof ListRoundItems>

/**
 * A round's items by guest's address, in pages of 50 that go on from an item, so that the last page costs what the first
 * does. Found by person or resource. Totals come from the round's counters.
 */
export async function listRoundItems(
  caller: Caller,
  input: { roundId: string } & Partial<Record<keyof ListRoundItems, unknown>>,
) {
  authorize(caller, 'review-round.read')
  const query = ListRoundItems.parse(input)
  const round = roundView(await findRound(db(), input.roundId))
  const named = query.q ? await findNamed(query.q) : null
  const found = await findRoundItems(round.id, query, named, PAGE + 1)
  const more = found.length > PAGE
  const rows = query.before !== null ? found.slice(-PAGE) : found.slice(0, PAGE)
  const newer = query.before !== null ? more : query.after !== null
  const older = query.before !== null || more
  return {
    rows: rows.map((row) => ({ ...row, resultReason: reasonInWords(row) })),
    query,
    tooMany: named?.tooMany ?? false,
    next: older ? (rows.at(-1)?.id ?? null) : null,
    previous: newer ? (rows[0]?.id ?? null) : null,
    counts: { approve: round.approved, deny: round.denied, dont_know: round.dontKnow, not_reviewed: round.notReviewed },
    total: round.items,
  }
}
