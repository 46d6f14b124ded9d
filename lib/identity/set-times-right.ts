import { authorize } from '../access/authorize'
import { after, MINUTE, now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'
import { LIFE as CHALLENGE_LIFE } from './factors/challenge'
import { LINES } from './passcodes/pace'
import { PASSCODE_LIFE } from './passcodes/passcode'
import { SESSION_LIFE } from './sessions/start-session'

/** How far the clocks of two servers may differ, in milliseconds: a time no further ahead is left alone. */
const SKEW = MINUTE

/** Length of an authenticator's time step, in milliseconds (RFC 6238). */
const STEP = 30_000

/**
 * Corrects times that were stored while a clock ran ahead, so that nothing lasts or waits for longer than its own rule
 * allows once the clock is right. Sessions end within 24 hours. Codes and challenges of that time expire. No budget,
 * attempt or authenticator waits for a moment that is still to come.
 */
export async function setTimesRight(caller: SystemCaller) {
  authorize(caller, 'time.set-right')
  const at = now()
  const ahead = after(at, SKEW)
  const sessionEnd = after(at, SESSION_LIFE)
  // LEAST leaves nulls out, and would write a time where there is none.
  await db().$executeRaw`
    UPDATE "Session" SET "startedAt" = LEAST("startedAt", ${at}), "expiresAt" = LEAST("expiresAt", ${sessionEnd}),
      "seenAt" = CASE WHEN "seenAt" > ${at} THEN ${at} ELSE "seenAt" END,
      proofs = coalesce((SELECT jsonb_object_agg(kind, LEAST(shown::timestamptz, ${at}::timestamptz)) FROM jsonb_each_text(proofs) proof(kind, shown)), '{}')
    WHERE "expiresAt" > ${at} AND ("expiresAt" > ${after(sessionEnd, SKEW)}
      OR GREATEST("startedAt", "seenAt", (SELECT max(shown::timestamptz) FROM jsonb_each_text(proofs) proof(kind, shown))) > ${ahead})`
  await db()
    .$executeRaw`UPDATE "SignInAttempt" SET "createdAt" = LEAST("createdAt", ${at}), "lastCodeAt" = LEAST("lastCodeAt", ${at}) WHERE "createdAt" > ${ahead} OR "lastCodeAt" > ${ahead}`
  await db().passcode.updateMany({ where: { expiresAt: { gt: after(ahead, PASSCODE_LIFE) } }, data: { expiresAt: at } })
  await db().$executeRaw`
    UPDATE "LetIn" SET "createdAt" = LEAST("createdAt", ${at}), "usedAt" = CASE WHEN "usedAt" > ${at} THEN ${at} ELSE "usedAt" END
    WHERE "createdAt" > ${ahead} OR "usedAt" > ${ahead}`
  await db().webAuthnChallenge.deleteMany({ where: { expiresAt: { gt: after(ahead, CHALLENGE_LIFE) } } })
  await db().$executeRaw`
    UPDATE "Budget" SET "spentAt" = ARRAY(SELECT moment FROM unnest("spentAt") moment WHERE moment <= ${ahead})
    WHERE key <> ALL(${Object.values(LINES)}) AND EXISTS (SELECT FROM unnest("spentAt") moment WHERE moment > ${ahead})`
  const step = BigInt(Math.floor(at.getTime() / STEP))
  await db().authenticatorApp.updateMany({ where: { lastStep: { gt: step + 2n } }, data: { lastStep: step } })
}
