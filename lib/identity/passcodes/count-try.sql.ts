// In SQL: one statement counts a try, finds its live codes and pays for them, so that of many at once no more pass.

import { z } from 'zod'
import { spending, spent } from '../../budgets/budget.sql'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import type { Mailbox } from '../../mailbox'
import { hashToken } from '../../secrets'
import type { Purpose } from '../sessions/proven'
import { comparisons, comparisonsIn } from './budgets'
import { LIVE_PASSCODES, MOST_TRIES } from './passcode'

const Row = z.strictObject({
  id: z.guid(),
  address: z.string(),
  mailbox: z.custom<Mailbox>((value) => typeof value === 'string'),
  principalId: z.guid().nullable(),
  purpose: z.custom<Purpose>((value) => typeof value === 'string'),
  tries: z.int(),
  knownBrowser: z.boolean(),
  returnTo: z.string().nullable(),
  invitationId: z.guid().nullable(),
  shareLinkId: z.guid().nullable(),
  detail: z.unknown(),
  passcodeId: z.guid().nullable(),
  hmac: z.instanceof(Uint8Array).nullable(),
  sentAt: z.date().nullable(),
  paid: z.boolean(),
})

/**
 * Counts a try of an open attempt and pays for all of its live codes, or for none. Resolves to a row for each live code,
 * newest first; to one without a code where none is live, to none where no attempt is open.
 */
export const countAndPay = (attemptSecret: string, at: Date) => inOneStatement(counting(attemptSecret, at), Row)

function counting(attemptSecret: string, at: Date) {
  const price = Prisma.sql`
    SELECT CASE WHEN "knownBrowser" THEN ${comparisonsIn('known')} ELSE ${comparisonsIn('unknown')} END || mailbox,
      ${spent(at, Prisma.sql`(SELECT count(*) FROM live)`)}
    FROM attempt WHERE EXISTS (SELECT FROM live)`
  return Prisma.sql`
    WITH attempt AS (
      UPDATE "SignInAttempt" SET tries = tries + 1
      WHERE "secretHash" = ${hashToken(attemptSecret)} AND tries < ${MOST_TRIES} AND "completedAt" IS NULL
      RETURNING id, address, mailbox, "principalId", purpose, tries, "knownBrowser", "returnTo", "invitationId", "shareLinkId", detail
    ), live AS (
      SELECT newest.* FROM attempt, LATERAL (
        SELECT id, hmac, "createdAt", "expiresAt" FROM "Passcode" WHERE "attemptId" = attempt.id
        ORDER BY "createdAt" DESC LIMIT ${LIVE_PASSCODES}
      ) newest WHERE newest."expiresAt" > ${at}
    ), paid AS (${spending(comparisons, at, price)} RETURNING key)
    SELECT attempt.*, live.id AS "passcodeId", live.hmac, live."createdAt" AS "sentAt", EXISTS (SELECT FROM paid) AS paid
    FROM attempt LEFT JOIN live ON true ORDER BY live."createdAt" DESC`
}
