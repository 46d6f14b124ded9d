// In SQL: one statement adds up the panels' counters and takes off what lies before the person twice.

import { z } from 'zod'
import { now } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import { metTwiceBy } from '../rounds/met-twice.sql'

const Counted = z.strictObject({ open: z.int() })

/** Counts what waits for a person's answer, of all rounds in progress. */
export async function countOpen(principalId: string) {
  const [row] = await queryRows(
    db(),
    Prisma.sql`
    SELECT coalesce(sum(seats.open - twice.open), 0)::int AS open FROM (
      SELECT w."principalId", array_agg(n.id) AS panels, sum(n."itemCount" - n."answeredCount") AS open, bool_or(r.settings->'secondReviewer' = 'true') AS two
      FROM "Reviewer" w JOIN "ReviewPanel" n ON n.id = w."panelId" JOIN "ReviewRound" r ON r.id = n."roundId"
      WHERE w."principalId" = ${principalId}::uuid AND w."leftAt" IS NULL AND r."startedAt" IS NOT NULL AND r."endedAt" IS NULL
        AND n.stage = r.stage AND r."stageEndsAt"[r.stage] > ${now()}
      GROUP BY r.id, w."principalId"
    ) seats ${metTwiceBy('seats')}`,
    Counted,
  )
  return row!.open
}
