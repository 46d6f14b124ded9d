import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { hadEnded } from '../rounds/ended-before'
import type { Standing } from './review-candidates'

/** Why people sit on a panel who were not the first choice. */
const panelNotes: Record<string, string> = {
  fallback: 'Nobody else was left to ask.',
  nobody: 'Nobody is left to ask, and no fallback reviewer was chosen.',
  second: 'Asked as a second reviewer: the first one is who shared it.',
}

/**
 * Makes the panels of a stage that a query names by `kind` and `"subjectId"` and that are not there yet, as a part of a
 * statement: its `panel` holds every panel of the stage. The notes say why others were asked than the first choice.
 */
export const makePanels = (roundId: string, stage: number, named: Prisma.Sql) => Prisma.sql`
  made AS (
    INSERT INTO "ReviewPanel" (id, "roundId", stage, kind, "subjectId", note)
    SELECT gen_random_uuid(), ${roundId}::uuid, ${stage}, kind::"ReviewPanelKind", "subjectId",
      CASE kind WHEN 'fallback' THEN ${panelNotes.fallback} WHEN 'nobody' THEN ${panelNotes.nobody} WHEN 'second' THEN ${panelNotes.second} END
    FROM (SELECT DISTINCT kind, "subjectId" FROM (${named}) n WHERE kind IS NOT NULL) each ON CONFLICT DO NOTHING RETURNING id, kind, "subjectId"
  ), panel AS (
    SELECT id, kind::text, "subjectId" FROM "ReviewPanel" WHERE "roundId" = ${roundId}::uuid AND stage = ${stage} AND kind <> 'handed'
    UNION ALL SELECT id, kind::text, "subjectId" FROM made
  )`

/** A subject that nobody is, in place of none: PostgreSQL hashes for `=`, and not for a comparison to which nulls are equal. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Whether `panel`, an alias of what `makePanels` holds, is the one of this kind and subject. */
export const isPanel = (panel: 'first' | 'second', kind: Prisma.Sql, subjectId: Prisma.Sql) =>
  Prisma.sql`${Prisma.raw(panel)}.kind = ${kind} AND coalesce(${Prisma.raw(panel)}."subjectId", ${NOBODY}::uuid) = coalesce(${subjectId}, ${NOBODY}::uuid)`

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
 * Sets what lies before each panel of a stage, and how much of it is answered, from the items themselves. Panels are
 * found by the ids that the counting yields, so that it costs no more where the planner expects a few and a million come.
 */
export async function countPanels(tx: Tx, roundId: string, stage: number) {
  await tx.$executeRaw`
    UPDATE "ReviewPanel" SET "itemCount" = 0, "answeredCount" = 0
    WHERE "roundId" = ${roundId}::uuid AND stage = ${stage} AND ("itemCount" <> 0 OR "answeredCount" <> 0)`
  await tx.$executeRaw`
    UPDATE "ReviewPanel" n SET "itemCount" = c.items, "answeredCount" = c.answered
    FROM (
      SELECT panel, sum(items)::int AS items, sum(answered)::int AS answered FROM (
        SELECT "panelId" AS panel, count(*) AS items, count(*) FILTER (WHERE answer IS NOT NULL OR ${hadEnded}) AS answered
        FROM "ReviewItem" i WHERE "roundId" = ${roundId}::uuid AND stage = ${stage} GROUP BY 1
        UNION ALL
        SELECT "secondPanelId", count(*), count(*) FILTER (WHERE "secondAnswer" IS NOT NULL OR ${hadEnded})
        FROM "ReviewItem" i WHERE "roundId" = ${roundId}::uuid AND stage = ${stage} AND "secondPanelId" IS NOT NULL GROUP BY 1
      ) seats GROUP BY panel
    ) c WHERE n.id = c.panel`
}
