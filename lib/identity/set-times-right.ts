import { authorize } from '../access/authorize'
import { after, MINUTE, now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'
import { LIFE as CHALLENGE_LIFE } from './factors/challenge'
import { PASSCODE_LIFE } from './passcodes/passcode'
import { SESSION_LIFE } from './sessions/start-session'
import { setAttemptsRight, setBudgetsRight, setLetInsRight, setSessionsRight } from './set-times-right.sql'

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
  const end = after(at, SESSION_LIFE)
  await setSessionsRight({ at, ahead, end, tooLate: after(end, SKEW) })
  await setAttemptsRight({ at, ahead })
  await db().passcode.updateMany({ where: { expiresAt: { gt: after(ahead, PASSCODE_LIFE) } }, data: { expiresAt: at } })
  await setLetInsRight({ at, ahead })
  await db().webAuthnChallenge.deleteMany({ where: { expiresAt: { gt: after(ahead, CHALLENGE_LIFE) } } })
  await setBudgetsRight(ahead)
  const step = BigInt(Math.floor(at.getTime() / STEP))
  await db().authenticatorApp.updateMany({ where: { lastStep: { gt: step + 2n } }, data: { lastStep: step } })
}
