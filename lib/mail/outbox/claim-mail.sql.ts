// In SQL: Prisma's client locks nothing, and one statement claims mails and finds when the next comes due.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import { changeClaimed } from './change-claimed.sql'

const time = z.date().nullable()

const Claimed = z.object({
  id: z.uuid(),
  template: z.string(),
  recipient: z.string(),
  replyTo: z.string().nullable(),
  input: z.unknown(),
  sealed: z.instanceof(Uint8Array).nullable(),
  messageId: z.string(),
  createdAt: z.date(),
  notAfter: time,
  /** Set for an address that gets no mail: the worker does the same work, and sends nothing. */
  withheldAt: time,
  /** The number of attempts, this one included. */
  attempts: z.int(),
  /** Fencing number: a report counts only while the row still has it. */
  lease: z.int(),
  /** Since when an earlier attempt may have got through, as known before this one. */
  uncertainSince: time,
  /** Earlier attempts whose last byte left and that nobody answered. */
  doubts: z.int(),
})

export type ClaimedMail = z.output<typeof Claimed>

/** Rows of a look at the outbox: one for each mail, or one without a mail. */
const Seen = z.object({ nextAt: time }).and(Claimed.or(z.object({ id: z.null() })))

/**
 * Claims mails that are due at a time, until `until`: at most `most`, and of them at most `letters` without a code. Returns
 * with each when the next mail comes due; one row without a mail where none was claimed.
 */
export const claimDue = (most: number, letters: number, at: Date, until: Date) =>
  inOneStatement(claiming(most, letters, at, until), Seen)

/** Each kind is looked for by its own index, since ten thousand letters may wait without room. */
const claiming = (most: number, letters: number, at: Date, until: Date) => Prisma.sql`
  WITH due AS MATERIALIZED (
    SELECT * FROM (
      SELECT "id", "sealed", "uncertainSince" FROM "Mail" WHERE "nextAttemptAt" <= ${at} AND "sealed" IS NOT NULL
      ORDER BY "nextAttemptAt" LIMIT ${most} FOR UPDATE SKIP LOCKED
    ) codes
    UNION ALL SELECT * FROM (
      SELECT "id", "sealed", "uncertainSince" FROM "Mail" WHERE "nextAttemptAt" <= ${at} AND "sealed" IS NULL
      ORDER BY "nextAttemptAt" LIMIT ${letters} FOR UPDATE SKIP LOCKED
    ) letters LIMIT ${most}
  ), claimed AS (
    UPDATE "Mail" SET
      "nextAttemptAt" = ${until},
      "lease" = "Mail"."lease" + 1,
      "attempts" = "Mail"."attempts" + 1,
      "uncertainSince" = COALESCE(due."uncertainSince", ${at})
    FROM due WHERE "Mail"."id" = due."id"
    RETURNING "Mail"."id", "template", "recipient", "replyTo", "input", "Mail"."sealed", "messageId", "createdAt",
      "notAfter", "withheldAt", "attempts", "lease", "doubts", due."uncertainSince"
  )
  SELECT next.*, claimed.* FROM (
    SELECT CASE WHEN (SELECT count(*) FROM due WHERE "sealed" IS NULL) < ${letters} THEN (
        SELECT "nextAttemptAt" FROM "Mail" WHERE "nextAttemptAt" IS NOT NULL AND "id" NOT IN (SELECT "id" FROM due)
        ORDER BY "nextAttemptAt" LIMIT 1
      ) ELSE (
        SELECT "nextAttemptAt" FROM "Mail" WHERE "nextAttemptAt" IS NOT NULL AND "sealed" IS NOT NULL AND "id" NOT IN (SELECT "id" FROM due)
        ORDER BY "nextAttemptAt" LIMIT 1
      ) END AS "nextAt"
  ) next LEFT JOIN claimed ON true`

/** Keeps a mail that is still held until `until`. False: the mail is no longer this worker's. */
export const prolong = (mail: ClaimedMail, until: Date) => changeClaimed(mail, Prisma.sql`"nextAttemptAt" = ${until}`)
