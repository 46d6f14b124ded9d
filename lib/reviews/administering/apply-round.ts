import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { nameOf } from '../rounds/round-row'
import { findRound, type FoundRound } from '../rounds/find-review'
import { holdRound } from '../rounds/hold-round'

export const ApplyRound = z.object({ roundId: z.string() })
export type ApplyRound = z.output<typeof ApplyRound>

/** Has the results of a round that has ended applied, by a job, in batches. Throws `Conflict` before its end, or the second time. */
export async function applyRound(caller: Caller, { roundId }: ApplyRound) {
  authorize(caller, 'review-round.apply')
  return transaction(async (tx) => {
    await holdRound(tx, roundId)
    const round = await findRound(tx, roundId)
    const { count } = await tx.reviewRound.updateMany({
      where: { id: roundId, startedAt: { not: null }, endedAt: { not: null }, applyingAt: null },
      data: { applyingAt: now(), applyingById: callerId(caller) },
    })
    if (count === 0) throw new Conflict('review-round.not-applicable', whyNot(round))
    await recordAuditEvent(tx, caller, 'review-round.applying', { detail: nameOf(round) })
    return { roundId }
  })
}

function whyNot({ startedAt, endedAt }: FoundRound) {
  if (!endedAt) return 'This round is still open. Stop it first, or wait for its end.'
  return startedAt
    ? 'The results are being applied already, or have been.'
    : 'This round was stopped before anybody could answer: there is nothing to apply.'
}
