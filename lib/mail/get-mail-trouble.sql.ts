// In SQL: counts of several kinds, distinct addresses and the newest fault in one statement, where the client would ask five times.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import { HELD_BACK } from './hold-back-mail'
import { TOO_LATE } from './outbox/hand-over'

const Row = z.strictObject({
  since: z.date().nullable(),
  mails: z.int(),
  held: z.int(),
  refused: z.int(),
  said: z.string().nullable(),
})

/**
 * Counts the faults among the mails that were written after the newest one that was sent. Uses the index on their creation.
 */
export async function findSinceLastSent() {
  const [row] = await queryRows(
    db(),
    Prisma.sql`
      SELECT min("createdAt") AS since, count(*)::int AS mails,
        (count(*) FILTER (WHERE "nextAttemptAt" IS NOT NULL OR starts_with("lastError", ${TOO_LATE})))::int AS held,
        (count(DISTINCT recipient) FILTER (WHERE "droppedAt" IS NOT NULL))::int AS refused,
        (array_agg("lastError" ORDER BY "createdAt" DESC))[1] AS said
      FROM "Mail" WHERE "lastError" IS NOT NULL AND NOT starts_with("lastError", ${HELD_BACK})
        AND "createdAt" > coalesce((SELECT "createdAt" FROM "Mail" WHERE "sentAt" IS NOT NULL ORDER BY "createdAt" DESC LIMIT 1), '-infinity')`,
    Row,
  )
  return row!
}
