import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { HOUR, after, now } from '../clock'
import { type Tx, transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'
import { nameOf } from './round-row'
import { findRound } from './find-review'
import { holdRound } from './hold-round'
import { takesAnswers } from './round-status'

export const RemindReviewersNow = z.object({ roundId: z.string() })
export type RemindReviewersNow = z.output<typeof RemindReviewersNow>

/** A second reminder by hand waits so long, so that nobody's mailbox fills by clicking. */
const PAUSE = HOUR

/** Reminds everyone who has something open, one mail each. Throws `Conflict` when nobody is left to remind. */
export async function remindReviewersNow(caller: Caller, { roundId }: RemindReviewersNow) {
  await authorize(caller, 'review-round.remind')
  return transaction(async (tx) => {
    await holdRound(tx, roundId)
    const round = await findRound(tx, roundId)
    if (!takesAnswers(round)) throw new Conflict('This round is not being answered now, so there is nobody to remind.')
    const reviewers = await mark(tx, roundId, round.stage)
    if (reviewers === 0) throw new Conflict('Everyone who has something open was reminded within the last hour, or everything is answered.')
    await recordAuditEvent(tx, caller, 'review-round.reminded', { detail: { ...nameOf(round), reviewers } })
    return { roundId, reviewers }
  })
}

/** Marks everyone with open items who was not reminded lately; the mail itself is the engine's (tell-reviewers). */
async function mark(tx: Tx, roundId: string, stage: number) {
  const [row] = await tx.$queryRaw<[{ people: number }]>`
    WITH open AS (
      SELECT DISTINCT w."principalId" FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id
      WHERE n."roundId" = ${roundId}::uuid AND n.stage = ${stage} AND n."answeredCount" < n."itemCount" AND w."leftAt" IS NULL
        AND (w."remindedAt" IS NULL OR w."remindedAt" <= ${after(now(), -PAUSE)})
    ), marked AS (
      UPDATE "Reviewer" w SET "remindedAt" = ${now()} FROM "ReviewPanel" n, open
      WHERE n.id = w."panelId" AND n."roundId" = ${roundId}::uuid AND n.stage = ${stage} AND w."principalId" = open."principalId" RETURNING w."principalId"
    ) SELECT count(DISTINCT "principalId")::int AS people FROM marked`
  return row.people
}
