import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import { callerId, type Caller } from '../principal'
import type { FoundRound } from './find-review'
import { settingsOf } from './settings'

/**
 * No further answers, and the results are applied where the round does that by itself. Whoever calls holds the round.
 * Resolves to whether this ended it.
 */
export async function endRound(tx: Tx, caller: Caller, round: Pick<FoundRound, 'id' | 'number' | 'settings' | 'reviewId' | 'review'>, cause: string): Promise<boolean> {
  const at = now()
  const { count } = await tx.reviewRound.updateMany({
    where: { id: round.id, endedAt: null },
    data: { endedAt: at, endedById: callerId(caller), ...(settingsOf(round).autoApply ? { applyingAt: at } : {}) },
  })
  if (count === 0) return false
  await recordAuditEvent(tx, caller, 'review-round.ended', { detail: { ...roundDetail(round), cause } })
  return true
}

/** How the trail names a round. */
export const roundDetail = ({ id, number, reviewId, review }: Pick<FoundRound, 'id' | 'number' | 'reviewId' | 'review'>) => ({
  review: review.name, reviewId, roundId: id, number,
})
