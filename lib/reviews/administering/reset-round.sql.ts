// In SQL: each statement writes for up to a million items what it reads of them, where the client would fetch them all.

import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import type { PersonCaller } from '../../principal'

/** Adds a row to the history for each answer that is taken back. */
export const keepHistory = (
  tx: Tx,
  { principal, session, environment }: PersonCaller,
  roundId: string,
  stage: number,
) => tx.$executeRaw`
  INSERT INTO "ReviewDecision" (id, "roundId", "itemId", stage, second, answer, reason, at, "byId", "sessionId", "networkAddress", "userAgent")
  SELECT gen_random_uuid(), i."roundId", i.id, i.stage, s.second, NULL, 'The round was reset.', ${now()}, ${principal.id}::uuid, ${session.id}::uuid,
    ${environment.networkAddress}, ${environment.userAgent.slice(0, 400)}
  FROM "ReviewItem" i JOIN "ReviewSeat" s ON s."itemId" = i.id WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND s.answer IS NOT NULL`

/**
 * Takes the answers of a stage back; what the last stage before it left standing stands again: of a first and a second
 * answer the stricter. Resolves to how many items had any.
 */
export const takeBack = (tx: Tx, roundId: string, stage: number) => tx.$executeRaw`
  WITH emptied AS (
    UPDATE "ReviewSeat" s SET answer = NULL, "answeredAt" = NULL, "answeredById" = NULL, reason = NULL
    FROM "ReviewItem" i WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND s."itemId" = i.id AND s.answer IS NOT NULL RETURNING s."itemId"
  )
  UPDATE "ReviewItem" i SET outcome = CASE WHEN ${stage} > 1 THEN (
      SELECT (CASE WHEN 'deny' = ANY(said) THEN 'deny' WHEN 'dont_know' = ANY(said) THEN 'dont_know' ELSE said[1] END)::"ReviewAnswer"
      FROM (
        SELECT last.stage, array_agg(last.answer::text) AS said FROM (
          SELECT DISTINCT ON (d.stage, d.second) d.stage, d.answer FROM "ReviewDecision" d
          WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d.stage < ${stage} ORDER BY d.stage, d.second, d.at DESC, d.id DESC
        ) last WHERE last.answer IS NOT NULL GROUP BY last.stage ORDER BY last.stage DESC LIMIT 1
      ) before) END
  WHERE i."roundId" = ${roundId}::uuid AND i.id IN (SELECT "itemId" FROM emptied)`

/** Sets a round's counters of what stands, from the items themselves. */
export const countOutcomes = (tx: Tx, roundId: string) => tx.$executeRaw`
  UPDATE "ReviewRound" r SET "approvedCount" = c.approved, "deniedCount" = c.denied, "dontKnowCount" = c.unsure, "endedCount" = c.ended
  FROM (SELECT count(*) FILTER (WHERE outcome = 'approve')::int AS approved, count(*) FILTER (WHERE outcome = 'deny')::int AS denied,
      count(*) FILTER (WHERE outcome = 'dont_know')::int AS unsure, count(*) FILTER (WHERE outcome IS NULL)::int AS ended
    FROM "ReviewItem" WHERE "roundId" = ${roundId}::uuid AND (outcome IS NOT NULL OR result = 'ended_before')) c
  WHERE r.id = ${roundId}::uuid`
