import { after, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { RenderableMail } from '../message/render-message'

/** How long one attempt belongs to one worker. A crashed worker's mails are free again after it (E3 allows 60 s). */
export const LEASE = 30 * SECOND

export type ClaimedMail = RenderableMail & {
  notAfter: Date | null
  /** This one included. */
  attempts: number
  /** Fencing number: a report counts only while the row still has it. */
  lease: number
  /** Since when an earlier attempt may have got through, by what was known before this one. */
  uncertainSince: Date | null
}

/**
 * Takes up to `most` due mails for this worker alone, in one statement: codes before everything else, since somebody
 * waits for them who must not wait for ten thousand letters of a review; each kind oldest first.
 */
export async function claimMail(most: number): Promise<ClaimedMail[]> {
  const at = now()
  return db().$queryRaw<ClaimedMail[]>`
    WITH due AS MATERIALIZED (
      SELECT * FROM (${due(at, most, Prisma.sql`"sealed" IS NOT NULL`)}) codes
      UNION ALL SELECT * FROM (${due(at, most, Prisma.sql`"sealed" IS NULL`)}) letters LIMIT ${most}
    )
    UPDATE "Mail" SET
      "nextAttemptAt" = ${after(at, LEASE)},
      "lease" = "Mail"."lease" + 1,
      "attempts" = "Mail"."attempts" + 1,
      "uncertainSince" = COALESCE(due."uncertainSince", ${at})
    FROM due WHERE "Mail"."id" = due."id"
    RETURNING "Mail"."id", "template", "recipient", "replyTo", "input", "sealed", "messageId", "createdAt",
      "notAfter", "attempts", "lease", due."uncertainSince"`
}

const due = (at: Date, most: number, which: Prisma.Sql) => Prisma.sql`
  SELECT "id", "uncertainSince" FROM "Mail" WHERE "nextAttemptAt" <= ${at} AND ${which} ORDER BY "nextAttemptAt" LIMIT ${most} FOR UPDATE SKIP LOCKED`
