// In SQL: one statement adds up the panels' counters for each stage and takes off what lies before the person twice.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import { metTwiceBy } from '../rounds/met-twice.sql'

const Found = z.strictObject({
  roundId: z.string(),
  name: z.string(),
  number: z.int(),
  startsAt: z.date(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  applyingAt: z.date().nullable(),
  appliedAt: z.date().nullable(),
  stage: z.int(),
  stageEndsAt: z.array(z.date()),
  /** The stage of the person's panels. */
  asked: z.int(),
  principalId: z.string(),
  panels: z.array(z.string()),
  itemCount: z.int(),
  answeredCount: z.int(),
  two: z.boolean(),
  /** Before the person, each once. */
  items: z.int(),
  answered: z.int(),
})
export type Found = z.infer<typeof Found>

/** Finds the rounds in which a person is asked, a row for each stage, earliest first; not those that ended until a time. */
export const findRounds = (principalId: string, endedAfter: Date) =>
  queryRows(
    db(),
    Prisma.sql`
  SELECT seats.*, "itemCount" - twice.items AS items, "answeredCount" - (twice.items - twice.open) AS answered FROM (
    SELECT r.id AS "roundId", a.name, r.number, r."startsAt", r."startedAt", r."endedAt", r."applyingAt", r."appliedAt", r.stage, r."stageEndsAt",
      n.stage AS asked, w."principalId", array_agg(n.id) AS panels, sum(n."itemCount")::int AS "itemCount", sum(n."answeredCount")::int AS "answeredCount", r.settings->'secondReviewer' = 'true' AS two
    FROM "Reviewer" w JOIN "ReviewPanel" n ON n.id = w."panelId" JOIN "ReviewRound" r ON r.id = n."roundId" JOIN "AccessReview" a ON a.id = r."reviewId"
    WHERE w."principalId" = ${principalId}::uuid AND w."leftAt" IS NULL AND r."startedAt" IS NOT NULL
      AND (r."endedAt" IS NULL OR r."endedAt" > ${endedAfter})
    GROUP BY r.id, a.name, n.stage, w."principalId"
  ) seats ${metTwiceBy('seats')}
  ORDER BY asked`,
    Found,
  )
