import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { MINUTE, now } from '../../clock'
import { type Tx, transaction } from '../../db/transaction'
import { Conflict, Invalid } from '../../errors'
import type { Caller, PersonCaller } from '../../principal'
import { signedIn } from '../../access/visibility'
import { nameOf } from '../rounds/round-row'
import { findRound } from '../rounds/find-review'
import { holdRound } from '../rounds/hold-round'
import { takesAnswers } from '../rounds/round-status'
import { countPanels } from '../starting/seat-panels'

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

/** A row of the history for each answer that is taken back. */
const keepHistory = (
  tx: Tx,
  { principal, session, environment }: PersonCaller,
  roundId: string,
  stage: number,
) => tx.$executeRaw`
  INSERT INTO "ReviewDecision" (id, "roundId", "itemId", stage, second, answer, reason, at, "byId", "sessionId", "networkAddress", "userAgent")
  SELECT gen_random_uuid(), i."roundId", i.id, i.stage, taken.second, NULL, 'The round was reset.', ${now()}, ${principal.id}::uuid, ${session.id}::uuid,
    ${environment.networkAddress}, ${environment.userAgent.slice(0, 400)}
  FROM "ReviewItem" i CROSS JOIN LATERAL (VALUES (false, i.answer), (true, i."secondAnswer")) taken(second, answer)
  WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND taken.answer IS NOT NULL`

/** Takes the answers back; what the last stage before this one left standing stands again: of a first and a second answer the stricter. */
const takeBack = (tx: Tx, roundId: string, stage: number) => tx.$executeRaw`
  UPDATE "ReviewItem" i SET answer = NULL, "answeredAt" = NULL, "answeredById" = NULL, reason = NULL, "secondAnswer" = NULL, "secondById" = NULL,
    outcome = CASE WHEN ${stage} > 1 THEN (
      SELECT (CASE WHEN 'deny' = ANY(said) THEN 'deny' WHEN 'dont_know' = ANY(said) THEN 'dont_know' ELSE said[1] END)::"ReviewAnswer"
      FROM (
        SELECT last.stage, array_agg(last.answer::text) AS said FROM (
          SELECT DISTINCT ON (d.stage, d.second) d.stage, d.answer FROM "ReviewDecision" d
          WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d.stage < ${stage} ORDER BY d.stage, d.second, d.at DESC, d.id DESC
        ) last WHERE last.answer IS NOT NULL GROUP BY last.stage ORDER BY last.stage DESC LIMIT 1
      ) before) END
  WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND (i.answer IS NOT NULL OR i."secondAnswer" IS NOT NULL)`

const countOutcomes = (tx: Tx, roundId: string) => tx.$executeRaw`
  UPDATE "ReviewRound" r SET "approvedCount" = c.approved, "deniedCount" = c.denied, "dontKnowCount" = c.unsure, "endedCount" = c.ended
  FROM (SELECT count(*) FILTER (WHERE outcome = 'approve')::int AS approved, count(*) FILTER (WHERE outcome = 'deny')::int AS denied,
      count(*) FILTER (WHERE outcome = 'dont_know')::int AS unsure, count(*) FILTER (WHERE outcome IS NULL)::int AS ended
    FROM "ReviewItem" WHERE "roundId" = ${roundId}::uuid AND (outcome IS NOT NULL OR result = 'ended_before')) c
  WHERE r.id = ${roundId}::uuid`
