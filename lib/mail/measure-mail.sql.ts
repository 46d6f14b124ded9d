// In SQL: counts of both kinds and the longest wait in one statement, over no more rows than its limit.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'

const Row = z.strictObject({
  queued: z.int(),
  maybeSent: z.int(),
  oldestSeconds: z.number(),
})

/** `oldestSeconds`: how long the oldest mail has waited that could have left by now; 0 where none could. */
export type MailFigures = z.infer<typeof Row>

/** Measures, of the `most` mails that come due next, those that are not withheld, at a time. */
export async function measureNext(most: number, at: Date): Promise<MailFigures> {
  const [row] = await queryRows(
    db(),
    Prisma.sql`
      WITH next AS MATERIALIZED (
        SELECT "createdAt", "nextAttemptAt", "withheldAt", attempts, doubts > 0 AND "lastError" IS NOT NULL AS doubted
        FROM "Mail" WHERE "nextAttemptAt" IS NOT NULL ORDER BY "nextAttemptAt" LIMIT ${most}
      )
      SELECT (count(*) FILTER (WHERE NOT doubted))::int AS queued, (count(*) FILTER (WHERE doubted))::int AS "maybeSent",
        greatest(0, coalesce(extract(epoch FROM ${at}::timestamptz - min(CASE WHEN attempts > 0 THEN "createdAt" ELSE "nextAttemptAt" END)), 0))::float8 AS "oldestSeconds"
      FROM next WHERE "withheldAt" IS NULL`,
    Row,
  )
  return row!
}
