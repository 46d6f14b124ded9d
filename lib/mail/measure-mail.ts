import { now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'

/** Rows looked at: beyond so many the figures say no more than "very many". */
const MOST = 10_000

/** `oldestSeconds`: for how long the oldest has waited that could have left by now; 0 where none could. */
export type MailFigures = { queued: number; maybeSent: number; oldestSeconds: number }

/** For whoever watches: the mails that wait, of the 10,000 that come due next, by the index on when they do. What is written for nobody waits for nothing. */
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
