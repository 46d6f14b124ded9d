import { after, DAY, now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { blockGuests } from '../../people/guests/block-guests'
import type { SystemCaller } from '../../principal'
import type { DueItem } from './apply-rounds.sql'
import type { Removal, Result } from './removal'
import type { RoundRow } from '../rounds/round-row'

/** How long a guest who was denied can be unblocked before they are removed. */
const REMOVED_AFTER = 30 * DAY

/**
 * Blocks the guests of denied items at once and says when they are removed; an earlier such day stays. Resolves to
 * what was done of each item; what is not among the results had nothing left to remove.
 */
export async function shutGuestsOut(
  tx: Tx,
  caller: SystemCaller,
  { review }: RoundRow,
  items: DueItem[],
): Promise<Removal> {
  const standing = await tx.principal.findMany({
    where: { id: { in: items.map(({ principalId }) => principalId) }, removedAt: null },
    select: { id: true, kind: true },
  })
  const kinds = new Map(standing.map(({ id, kind }) => [id, kind]))
  const guestIds = standing.filter(({ kind }) => kind === 'guest').map(({ id }) => id)
  await blockGuests(tx, caller, guestIds, `access review: ${review.name}`)
  await tx.guest.updateMany({
    where: { principalId: { in: guestIds }, removalDueAt: null },
    data: { removalDueAt: after(now(), REMOVED_AFTER) },
  })
  const results = items.flatMap(({ id, principalId }): [number, Result][] => {
    const kind = kinds.get(principalId)
    if (!kind) return []
    return [[id, kind === 'guest' ? { result: 'applied' } : { result: 'failed', reason: 'became a member meanwhile' }]]
  })
  return { results: new Map(results), news: [] }
}
