import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { after, HOUR, now } from '../../clock'
import { transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findRound } from '../rounds/find-review'
import { seeEndings } from '../rounds/ended-before'
import { holdRound } from '../rounds/hold-round'
import { remindOpen } from '../running/remind-open'
import { takesAnswers } from '../rounds/round-status'
import { readRound } from '../rounds/round-row'

export const RemindReviewersNow = z.object({ roundId: z.string() })
export type RemindReviewersNow = z.output<typeof RemindReviewersNow>

/** A second reminder by hand waits so long, so that nobody's mailbox fills by clicking. */
const PAUSE = HOUR

/** Reminds everyone who has something open, one mail each. Throws `Conflict` when nobody is left to remind. */
export async function remindReviewersNow(caller: Caller, { roundId }: RemindReviewersNow) {
  authorize(caller, 'review-round.remind')
  requireRoom()
  return transaction(async (tx) => {
    await holdRound(tx, roundId)
    await findRound(tx, roundId)
    const round = await readRound(tx, roundId)
    if (!takesAnswers(round))
      throw new Conflict('review-round.not-open', 'This round is not being answered now, so there is nobody to remind.')
    await seeEndings(tx, round)
    const reviewers = await remindOpen(tx, caller, round, { unmarkedSince: after(now(), -PAUSE) })
    if (reviewers === 0)
      throw new Conflict(
        'reviewer.reminded-lately',
        'Everyone who has something open was reminded within the last hour, or everything is answered.',
      )
    return { roundId, reviewers }
  })
}
