// In SQL: one statement changes a mail and records what became of it, where the client would need a transaction.

import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import { Changed, changing } from './change-claimed.sql'
import type { ClaimedMail } from './claim-mail.sql'

/** Makes the change of a mail that is tried again. `before`: what is known again to have been so before this attempt. */
export const putOff = (nextAttemptAt: Date, lastError: string, before: ClaimedMail | null) => Prisma.sql`
  "nextAttemptAt" = ${nextAttemptAt}, "lastError" = ${lastError}, "doubts" = coalesce(${before?.doubts ?? null}, "doubts"),
  "uncertainSince" = CASE WHEN ${before !== null} THEN ${before?.uncertainSince ?? null} ELSE "uncertainSince" END`

export type End = { sentAt?: Date; droppedAt?: Date; lastError: string | null; doubts?: number }

/** Makes the change of a mail for which nothing is left to do. */
export const ended = ({ sentAt, droppedAt, lastError, doubts }: End) => Prisma.sql`
  "sentAt" = ${sentAt ?? null}, "droppedAt" = ${droppedAt ?? null}, "lastError" = ${lastError}, "doubts" = COALESCE(${doubts ?? null}, "doubts"),
  "sealed" = NULL, "nextAttemptAt" = NULL, "uncertainSince" = NULL`

/** Selects the subject of the event of a change by `changeTold`: one row where the mail changed, else none. */
export const subjectOfChange = (detail: object) =>
  Prisma.sql`SELECT NULL::uuid, NULL::uuid, ${JSON.stringify(detail)}::jsonb FROM changed`

/**
 * Changes a mail that is still held, with the expressions that record it (`recording`) in the same statement. False: the
 * mail is no longer this worker's, and nothing is recorded.
 */
export async function changeTold(mail: ClaimedMail, what: Prisma.Sql, recorded: Prisma.Sql): Promise<boolean> {
  const changed = await inOneStatement(
    Prisma.sql`WITH changed AS (${changing(mail, what)}), ${recorded} SELECT "id" FROM changed`,
    Changed,
  )
  return changed.length === 1
}
