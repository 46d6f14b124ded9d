import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { findReview } from '../rounds/find-review'

export const EndReview = z.object({ reviewId: z.string() })
export type EndReview = z.output<typeof EndReview>

/** No further rounds; one that has begun goes on to its end. Throws `Conflict` when it has ended already. */
export async function endReview(caller: Caller, { reviewId }: EndReview) {
  authorize(caller, 'review.end')
  return transaction(async (tx) => {
    const { name } = await findReview(tx, reviewId)
    const { count } = await tx.accessReview.updateMany({
      where: { id: reviewId, endedAt: null },
      data: { endedAt: now(), endedById: callerId(caller), nextRoundAt: null, revision: { increment: 1 } },
    })
    if (count === 0)
      throw new Conflict('review.over', 'This review has ended already. Its rounds stay here to be read.')
    await recordAuditEvent(tx, caller, 'review.ended', { detail: { review: name, reviewId } })
    return { reviewId }
  })
}
