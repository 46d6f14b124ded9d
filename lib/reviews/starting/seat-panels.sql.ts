// In SQL: seats and counters are written from up to a million items where they stand, without fetching them.

import type { Tx } from '../../db/transaction'
import type { Standing } from './standing'

/** Puts people on the panels of a stage that have none yet, and counts what lies before each. */
export async function seatReviewers(tx: Tx, roundId: string, stage: number, { memberIds, fallbackIds }: Standing) {
  await tx.$executeRaw`
    INSERT INTO "Reviewer" ("panelId", "principalId")
    SELECT n.id, who.id FROM "ReviewPanel" n JOIN LATERAL (
      SELECT n."subjectId" AS id WHERE n."subjectId" IS NOT NULL
      UNION ALL SELECT id FROM unnest(${memberIds}::uuid[]) AS id WHERE n.kind = 'members'
      UNION ALL SELECT id FROM unnest(${fallbackIds}::uuid[]) AS id WHERE n.kind IN ('fallback', 'second')
    ) who ON true
    WHERE n."roundId" = ${roundId}::uuid AND n.stage = ${stage} ON CONFLICT DO NOTHING`
  // Every request asks whether its person reviews, by a plan that is kept: one for a few seats would read through them all.
  await tx.$executeRaw`ANALYZE "Reviewer"`
  await countPanels(tx, roundId, stage)
}

/**
 * Sets what lies before each panel of a stage, and how much of it is answered, from the seats themselves. Panels are
 * found by the ids that the counting yields, so that it costs no more where the planner expects a few and a million come.
 * What had ended is asked by `=`, for which there is an index; `hadEndedIn` reads every item.
 */
export async function countPanels(tx: Tx, roundId: string, stage: number) {
  await tx.$executeRaw`
    UPDATE "ReviewPanel" SET "itemCount" = 0, "answeredCount" = 0
    WHERE "roundId" = ${roundId}::uuid AND stage = ${stage} AND ("itemCount" <> 0 OR "answeredCount" <> 0)`
  await tx.$executeRaw`
    UPDATE "ReviewPanel" n SET "itemCount" = c.items, "answeredCount" = c.answered
    FROM (
      SELECT s."panelId" AS panel, count(*)::int AS items, (count(*) FILTER (WHERE s.answer IS NOT NULL OR ended.is))::int AS answered
      FROM "ReviewSeat" s CROSS JOIN LATERAL (
        SELECT s."itemId" IN (SELECT i.id FROM "ReviewItem" i WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND i.result = 'ended_before') AS is
      ) ended
      WHERE s."panelId" IN (SELECT id FROM "ReviewPanel" WHERE "roundId" = ${roundId}::uuid AND stage = ${stage}) GROUP BY 1
    ) c WHERE n.id = c.panel`
}
