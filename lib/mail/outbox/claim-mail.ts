import { z } from 'zod'
import { after, now, SECOND } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'

/**
 * How long one attempt belongs to one worker unless it is prolonged, in milliseconds. A crashed worker's mails are free
 * again after it (promise E3 allows 60 s).
 */
export const LEASE = 30 * SECOND

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
 * The result of a look at the outbox. `wait`: milliseconds until the next mail comes due for which there is room; 0 where
 * another worker is taking it.
 */
export type Claim = { mails: ClaimedMail[]; wait: number }

/**
 * Claims up to `most` due mails for this worker alone, in one statement. Takes codes before everything else: a person waits
 * for each code, and must not wait for ten thousand letters of a review. Takes each kind oldest first. `letters`: how many
 * of them may be letters, that is, not codes.
 */
export async function claimMail(most: number, letters = most, at = now()): Promise<Claim> {
  const rows = await inOneStatement(claiming(most, letters, at), Seen)
  const nextAt = rows[0]?.nextAt
  return {
    mails: rows.flatMap(({ nextAt: _, ...mail }) => (mail.id === null ? [] : [mail])),
    wait: nextAt ? Math.max(0, nextAt.getTime() - at.getTime()) : Infinity,
  }
}

/** Each kind is looked for by its own index, since ten thousand letters may wait without room. */
const claiming = (most: number, letters: number, at: Date) => Prisma.sql`
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
      "nextAttemptAt" = ${after(at, LEASE)},
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

/**
 * Makes the statement that changes a mail which is still held by the worker that claimed it, and returns its row; no row
 * where it is no longer this worker's: no other report counts.
 */
export const changing = ({ id, lease }: ClaimedMail, what: Prisma.Sql) => Prisma.sql`
  UPDATE "Mail" SET ${what} WHERE "id" = ${id}::uuid AND "lease" = ${lease} AND "sentAt" IS NULL AND "droppedAt" IS NULL RETURNING "id"`
export const Changed = z.object({ id: z.uuid() })

/** Prolongs the lease. False: the mail is no longer this worker's. */
export async function renewLease(mail: ClaimedMail): Promise<boolean> {
  const prolonged = Prisma.sql`"nextAttemptAt" = ${after(now(), LEASE)}`
  return (await inOneStatement(changing(mail, prolonged), Changed)).length === 1
}
