import { now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'

/** How many rows are counted: beyond that the figures mean no more than "very many". */
const MOST = 10_000

/** `oldestSeconds`: how long the oldest mail has waited that could have left by now; 0 where none could. */
export type MailFigures = { queued: number; maybeSent: number; oldestSeconds: number }

/**
 * Measures the mails that wait, for monitoring. Counts the 10,000 that come due next, by the index on when they do. Leaves
 * out withheld mails, which wait for nothing.
 */
export async function measureMail(_caller: SystemCaller): Promise<MailFigures> {
  const at = now()
  const [row] = await db().$queryRaw<[MailFigures]>`
    WITH next AS MATERIALIZED (
      SELECT "createdAt", "nextAttemptAt", "withheldAt", attempts, doubts > 0 AND "lastError" IS NOT NULL AS doubted
      FROM "Mail" WHERE "nextAttemptAt" IS NOT NULL ORDER BY "nextAttemptAt" LIMIT ${MOST}
    )
    SELECT (count(*) FILTER (WHERE NOT doubted))::int AS queued, (count(*) FILTER (WHERE doubted))::int AS "maybeSent",
      greatest(0, coalesce(extract(epoch FROM ${at}::timestamptz - min(CASE WHEN attempts > 0 THEN "createdAt" ELSE "nextAttemptAt" END)), 0))::float8 AS "oldestSeconds"
    FROM next WHERE "withheldAt" IS NULL`
  return row
}
