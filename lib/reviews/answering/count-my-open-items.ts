import { signedIn } from '../../access/visibility'
import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { db } from '../../db/client'
import type { Caller } from '../../principal'

/** How many items wait for the caller's answer, of all rounds in progress. From the panels' counters: two index look-ups. */
export async function countMyOpenItems(caller: Caller): Promise<number> {
  const { principal } = signedIn(caller)
  await authorize(caller, 'review-item.list')
  const [row] = await db().$queryRaw<[{ open: number }]>`
    SELECT coalesce(sum(n."itemCount" - n."answeredCount"), 0)::int AS open
    FROM "Reviewer" w JOIN "ReviewPanel" n ON n.id = w."panelId" JOIN "ReviewRound" r ON r.id = n."roundId"
    WHERE w."principalId" = ${principal.id}::uuid AND w."leftAt" IS NULL AND r."startedAt" IS NOT NULL AND r."endedAt" IS NULL
      AND n.stage = r.stage AND r."stageEndsAt"[r.stage] > ${now()}`
  return row.open
}
