import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'
import { KNOWN_BROWSER_LIFE } from './known-browser'

/** How long a session that is over is kept, in milliseconds; the trail keeps what happened in it. */
const OVER = 30 * DAY

/** Removes what has served: attempts with their codes after a day, budgets once their longest window is past, sessions 30 days after their end, browsers after a year, challenges once they have run out. */
export async function sweepIdentity(_caller: SystemCaller) {
  const at = now()
  await db().signInAttempt.deleteMany({ where: { lastCodeAt: { lt: after(at, -DAY) } } })
  await db().budget.deleteMany({ where: { keptUntil: { lte: at } } })
  await db().webAuthnChallenge.deleteMany({ where: { expiresAt: { lt: at } } })
  await db().session.deleteMany({ where: { expiresAt: { lt: after(at, -OVER) } } })
  await db().knownBrowser.deleteMany({ where: { succeededAt: { lt: after(at, -KNOWN_BROWSER_LIFE) } } })
}
