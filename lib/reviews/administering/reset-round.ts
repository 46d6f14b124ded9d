import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { MINUTE, now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict, Invalid } from '../../errors'
import type { Caller } from '../../principal'
import { signedIn } from '../../access/visibility'
import { nameOf } from '../rounds/round-row'
import { findRound } from '../rounds/find-review'
import { holdRound } from '../rounds/hold-round'
import { takesAnswers } from '../rounds/round-status'
import { countPanels } from '../starting/seat-panels.sql'
import { countOutcomes, keepHistory, takeBack } from './reset-round.sql'

/** All or nothing, or some reviewers would start over and others not: 100,000 items take seconds, a million some minutes. */
const LONGEST = 5 * MINUTE

export const ResetRound = z.object({ roundId: z.string(), confirm: z.string().optional() })
export type ResetRound = z.output<typeof ResetRound>

/**
 * Takes back every answer of the stage that is being answered; the history keeps them, and what an earlier stage said
 * stands again. Throws `Invalid` without `confirm`, and `Conflict` when nothing is being answered now.
 */
export async function resetRound(caller: Caller, { roundId, confirm }: ResetRound) {
  authorize(caller, 'review-round.reset')
  const person = signedIn(caller)
  if (!confirm)
    throw new Invalid('review-round.unconfirmed', { confirm: 'Tick this first: reviewers have to answer again.' })
  return transaction(async (tx) => {
    await holdRound(tx, roundId)
    const round = await findRound(tx, roundId)
    if (!takesAnswers(round))
      throw new Conflict('review-round.not-open', 'This round is not being answered now, so there is nothing to reset.')
    await keepHistory(tx, person, roundId, round.stage)
    const answers = await takeBack(tx, roundId, round.stage)
    await countPanels(tx, roundId, round.stage)
    await countOutcomes(tx, roundId)
    await tx.reviewRound.update({ where: { id: roundId }, data: { resetAt: now() } })
    await recordAuditEvent(tx, caller, 'review-round.reset', {
      detail: { ...nameOf(round), stage: round.stage, answers },
    })
    return { roundId, answers }
  }, LONGEST)
}
