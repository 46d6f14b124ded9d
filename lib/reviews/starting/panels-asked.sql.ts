// In SQL: parts of the statements that write items down or move them on, which choose and make the panels of each.

import { hereIn, inOfficeIn, of } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { NOBODY } from '../../ids'
import type { ReviewSettings, ReviewStage } from '../rounds/settings'
import type { Standing } from './standing'

/** Why people sit on a panel who were not the first choice. */
const panelNotes = {
  fallback: 'Nobody else was left to ask.',
  nobody: 'Nobody is left to ask, and no fallback reviewer was chosen.',
  second: 'Asked as a second reviewer: the first one is who shared it.',
}

/** Names a part of a WITH in SQL. */
const part = (name: string) => Prisma.raw(name)

/** What the rows of a statement are called: people asked about, what makes them guests, their sponsors, and `whose`. */
type Rows = Record<'person' | 'guest' | 'sponsor' | 'whose', string>

/**
 * Finds the panels that answer for each row in a stage, as the end of a FROM. `whose` has `"ownerId"` and `"ownerActive"` of
 * who shared the thing (the sponsor where guests are asked about), and `"giverId"` of who invited (null there).
 *
 * Adds `panel`: `kind`, and `"subjectId"` where it is a person's own. Adds `second`: the `kind` of the second panel, the
 * fallback reviewers once more, where the first panel holds who shared or invited; 'nobody' where there are none, since
 * one alone never decides.
 */
export function panelsAskedOf(
  { person, guest, sponsor, whose }: Rows,
  { subject, secondReviewer }: ReviewSettings,
  { reviewers }: ReviewStage,
  { memberIds, fallbackIds }: Standing,
) {
  const fallback = fallbackIds.length > 0
  const ofNobody = reviewers === 'members' && memberIds.length > 0 ? 'members' : fallback ? 'fallback' : 'nobody'
  const second = !secondReviewer || reviewers === 'guests' ? null : fallback ? 'second' : 'nobody'
  const w = of(whose)
  return Prisma.sql`
    CROSS JOIN LATERAL (
      SELECT CASE
        WHEN ${reviewers} = 'guests' AND ${hereIn(person)} THEN 'guest'
        WHEN ${reviewers} = 'sponsors' AND ${inOfficeIn(sponsor)} THEN 'sponsor'
        WHEN ${reviewers} = 'sharers' AND ${w}"ownerActive" THEN ${subject === 'grant' ? 'sharer' : 'sponsor'}
        ELSE ${ofNobody} END::text AS kind
    ) chosen
    CROSS JOIN LATERAL (
      SELECT chosen.kind, CASE chosen.kind WHEN 'guest' THEN ${of(person)}id WHEN 'sponsor' THEN ${of(guest)}"sponsorId" WHEN 'sharer' THEN ${w}"ownerId" END AS "subjectId"
    ) panel
    CROSS JOIN LATERAL (
      SELECT CASE WHEN panel."subjectId" IN (${w}"ownerId", ${w}"giverId")
        OR panel.kind = 'members' AND ARRAY[${w}"ownerId", ${w}"giverId"] && ${memberIds}::uuid[]
        OR panel.kind = 'fallback' AND ARRAY[${w}"ownerId", ${w}"giverId"] && ${fallbackIds}::uuid[] THEN ${second}::text END AS kind
    ) second`
}

/**
 * Makes the panels that a part of a WITH, `asked`, names by `kind`, `"subjectId"` and `"secondKind"` and that a stage does not
 * have yet, as further parts of it: `panel` is every panel of the stage. The notes say why others were asked than the first
 * choice. The panels come out of an array, which PostgreSQL takes for ten rows: it takes a UNION for as many rows as the
 * items, and sorts all items by the text of their kind to join them.
 */
export function makePanelsFor(asked: string, roundId: string, stage: number) {
  const rows = part(asked)
  return Prisma.sql`
  made AS (
    INSERT INTO "ReviewPanel" (id, "roundId", stage, kind, "subjectId", note)
    SELECT gen_random_uuid(), ${roundId}::uuid, ${stage}, kind::"ReviewPanelKind", "subjectId",
      CASE kind WHEN 'fallback' THEN ${panelNotes.fallback} WHEN 'nobody' THEN ${panelNotes.nobody} WHEN 'second' THEN ${panelNotes.second} END
    FROM (
      SELECT array_agg(kind) AS kinds, array_agg("subjectId") AS subjects
      FROM (SELECT kind, "subjectId" FROM ${rows} UNION SELECT "secondKind", NULL FROM ${rows}) each
    ) named CROSS JOIN LATERAL unnest(kinds, subjects) AS one(kind, "subjectId")
    WHERE kind IS NOT NULL ON CONFLICT DO NOTHING RETURNING id, kind, "subjectId"
  ), panel AS (
    SELECT id, kind::text, "subjectId" FROM "ReviewPanel" WHERE "roundId" = ${roundId}::uuid AND stage = ${stage} AND kind <> 'handed'
    UNION ALL SELECT id, kind::text, "subjectId" FROM made
  )`
}

/**
 * Joins the panels of `makePanelsFor` to each row of `asked`: as `first`, and the id of the second one where there is one.
 * A subject that nobody is stands in place of none: PostgreSQL hashes for `=`, and not for a comparison to which nulls are
 * equal.
 */
export function panelsMadeFor(asked: string) {
  const row = of(asked)
  return Prisma.sql`
  ${part(asked)} JOIN panel first ON first.kind = ${row}kind AND coalesce(first."subjectId", ${NOBODY}::uuid) = coalesce(${row}"subjectId", ${NOBODY}::uuid)
    CROSS JOIN LATERAL (
      SELECT CASE WHEN ${row}"secondKind" IS NOT NULL THEN (SELECT id FROM panel WHERE kind = ${row}"secondKind" AND "subjectId" IS NULL) END AS id
    ) second`
}

/**
 * Seats panels, as a statement of a WITH. `seated`: the part of it that has the `id` of each item, `"panelId"`, and
 * `"secondPanelId"` where two have to answer.
 */
export const insertSeatsOf = (seated: string) => Prisma.sql`INSERT INTO "ReviewSeat" ("itemId", second, "panelId")
    SELECT id, false, "panelId" FROM ${part(seated)} UNION ALL SELECT id, true, "secondPanelId" FROM ${part(seated)} WHERE "secondPanelId" IS NOT NULL`
