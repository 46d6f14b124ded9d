import { after, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { RenderableMail } from '../message/render-message'

/** How long one attempt belongs to one worker unless it is prolonged. A crashed worker's mails are free again after it (E3 allows 60 s). */
export const LEASE = 30 * SECOND

export type ClaimedMail = RenderableMail & {
  notAfter: Date | null
  /** Written for an address that gets no mail: the same work is done, and nothing is sent. */
  withheldAt: Date | null
  /** This one included. */
  attempts: number
  /** Fencing number: a report counts only while the row still has it. */
  lease: number
  /** Since when an earlier attempt may have got through, by what was known before this one. */
  uncertainSince: Date | null
  /** Earlier attempts whose last byte left and that nobody answered. */
  doubts: number
}

/**
 * Takes up to `most` due mails for this worker alone, in one statement: codes before everything else, since somebody
 * waits for them who must not wait for ten thousand letters of a review; each kind oldest first. `letters`: how many may be none.
 */
export async function claimMail(most: number, letters = most, at = now()): Promise<ClaimedMail[]> {
  return db().$queryRaw<ClaimedMail[]>`
    WITH due AS MATERIALIZED (
      SELECT * FROM (${due(at, most, Prisma.sql`"sealed" IS NOT NULL`)}) codes
      UNION ALL SELECT * FROM (${due(at, letters, Prisma.sql`"sealed" IS NULL`)}) letters LIMIT ${most}
    )
    UPDATE "Mail" SET
      "nextAttemptAt" = ${after(at, LEASE)},
      "lease" = "Mail"."lease" + 1,
      "attempts" = "Mail"."attempts" + 1,
      "uncertainSince" = COALESCE(due."uncertainSince", ${at})
    FROM due WHERE "Mail"."id" = due."id"
    RETURNING "Mail"."id", "template", "recipient", "replyTo", "input", "sealed", "messageId", "createdAt",
      "notAfter", "withheldAt", "attempts", "lease", "doubts", due."uncertainSince"`
}

const due = (at: Date, most: number, which: Prisma.Sql) => Prisma.sql`
  SELECT "id", "uncertainSince" FROM "Mail" WHERE "nextAttemptAt" <= ${at} AND ${which} ORDER BY "nextAttemptAt" LIMIT ${most} FOR UPDATE SKIP LOCKED`

/** What is still in the hands of who claimed it: nobody else's report counts. */
export const held = ({ id, lease }: ClaimedMail) => ({ id, lease, sentAt: null, droppedAt: null })

/** Prolongs the lease. False: the mail is no longer this worker's. */
export async function renewLease(mail: ClaimedMail): Promise<boolean> {
  const { count } = await db().mail.updateMany({ where: held(mail), data: { nextAttemptAt: after(now(), LEASE) } })
  return count === 1
}

/** Milliseconds until a mail, or a code alone, comes due, at most `most`; 0 where one is. */
export async function timeToNextMail(most: number, codesAlone = false): Promise<number> {
  const next = await db().mail.findFirst({
    where: { nextAttemptAt: { not: null }, ...(codesAlone ? { sealed: { not: null } } : {}) },
    orderBy: { nextAttemptAt: 'asc' },
    select: { nextAttemptAt: true },
  })
  return next ? Math.min(most, Math.max(0, next.nextAttemptAt!.getTime() - now().getTime())) : most
}
