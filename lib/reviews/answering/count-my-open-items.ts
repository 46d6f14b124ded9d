import { signedIn } from '../../access/visibility'
import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { metTwice } from '../rounds/met-twice.sql'

/** How many items wait for the caller's answer, of all rounds in progress. From the panels' counters: two index look-ups, and more only where a second reviewer is asked. */
export async function countMyOpenItems(caller: Caller): Promise<number> {
  const { principal } = signedIn(caller)
  authorize(caller, 'review-item.count')
  if (principal.reviewer === false) return 0
  const [row] = await db().$queryRaw<[{ open: number }]>`
    SELECT coalesce(sum(seats.open - twice.open), 0)::int AS open FROM (
      SELECT w."principalId", array_agg(n.id) AS panels, sum(n."itemCount" - n."answeredCount") AS open, bool_or(r.settings->'secondReviewer' = 'true') AS two
      FROM "Reviewer" w JOIN "ReviewPanel" n ON n.id = w."panelId" JOIN "ReviewRound" r ON r.id = n."roundId"
      WHERE w."principalId" = ${principal.id}::uuid AND w."leftAt" IS NULL AND r."startedAt" IS NOT NULL AND r."endedAt" IS NULL
        AND n.stage = r.stage AND r."stageEndsAt"[r.stage] > ${now()}
      GROUP BY r.id, w."principalId"
    ) seats ${metTwice}`
  return row.open
}
