import { z } from 'zod'
import { after, now, SECOND } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'

/** How long one attempt belongs to one worker unless it is prolonged. A crashed worker's mails are free again after it (E3 allows 60 s). */
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
  /** Written for an address that gets no mail: the same work is done, and nothing is sent. */
  withheldAt: time,
  /** This one included. */
  attempts: z.int(),
  /** Fencing number: a report counts only while the row still has it. */
  lease: z.int(),
  /** Since when an earlier attempt may have got through, by what was known before this one. */
  uncertainSince: time,
  /** Earlier attempts whose last byte left and that nobody answered. */
  doubts: z.int(),
})

export type ClaimedMail = z.output<typeof Claimed>

/** Rows of a look at the outbox: one for each mail, or one without any. */
const Seen = z.object({ nextAt: time }).and(Claimed.or(z.object({ id: z.null() })))

/** What a look at the outbox gives. `wait`: milliseconds until the next mail comes due that there is room for; 0 where another worker is taking it. */
export type Claim = { mails: ClaimedMail[]; wait: number }

/**
 * Takes up to `most` due mails for this worker alone, in one statement: codes before everything else, since somebody
 * waits for them who must not wait for ten thousand letters of a review; each kind oldest first. `letters`: how many may be none.
 */
export async function claimMail(most: number, letters = most, at = now()): Promise<Claim> {
  const rows = await inOneStatement(claiming(most, letters, at), Seen)
  const nextAt = rows[0]?.nextAt
  return {
    mails: rows.flatMap(({ nextAt: _, ...mail }) => (mail.id === null ? [] : [mail])),
    wait: nextAt ? Math.max(0, nextAt.getTime() - at.getTime()) : Infinity,
  }
}

const claiming = (most: number, letters: number, at: Date) => Prisma.sql`
  WITH due AS MATERIALIZED (
    SELECT * FROM (${due(at, most, Prisma.sql`"sealed" IS NOT NULL`)}) codes
    UNION ALL SELECT * FROM (${due(at, letters, Prisma.sql`"sealed" IS NULL`)}) letters LIMIT ${most}
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
    SELECT CASE WHEN (SELECT count(*) FROM due WHERE "sealed" IS NULL) < ${letters} THEN (${next(Prisma.sql`true`)})
      ELSE (${next(Prisma.sql`"sealed" IS NOT NULL`)}) END AS "nextAt"
  ) next LEFT JOIN claimed ON true`

/** When the first comes due of those that are left, each kind by its own index: ten thousand letters may wait without room. */
const next = (which: Prisma.Sql) => Prisma.sql`
  SELECT "nextAttemptAt" FROM "Mail" WHERE "nextAttemptAt" IS NOT NULL AND ${which} AND "id" NOT IN (SELECT "id" FROM due)
  ORDER BY "nextAttemptAt" LIMIT 1`

const due = (at: Date, most: number, which: Prisma.Sql) => Prisma.sql`
  SELECT "id", "sealed", "uncertainSince" FROM "Mail" WHERE "nextAttemptAt" <= ${at} AND ${which} ORDER BY "nextAttemptAt" LIMIT ${most} FOR UPDATE SKIP LOCKED`

/** What is still in the hands of who claimed it: nobody else's report counts. */
const held = ({ id, lease }: ClaimedMail) =>
  Prisma.sql`"id" = ${id}::uuid AND "lease" = ${lease} AND "sentAt" IS NULL AND "droppedAt" IS NULL`

/** Changes a mail that is still held, and gives its row; none where it is no longer this worker's. */
export const changing = (mail: ClaimedMail, what: Prisma.Sql) =>
  Prisma.sql`UPDATE "Mail" SET ${what} WHERE ${held(mail)} RETURNING "id"`
export const Changed = z.object({ id: z.uuid() })

/** Prolongs the lease. False: the mail is no longer this worker's. */
export async function renewLease(mail: ClaimedMail): Promise<boolean> {
  const prolonged = Prisma.sql`"nextAttemptAt" = ${after(now(), LEASE)}`
  return (await inOneStatement(changing(mail, prolonged), Changed)).length === 1
}
