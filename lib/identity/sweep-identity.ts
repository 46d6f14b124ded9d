import { authorize } from '../access/authorize'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'
import { KEPT_FORM_LIFE } from './kept/kept-form'
import { KNOWN_BROWSER_LIFE } from './sessions/known-browser'
import { LET_IN_LIFE } from './let-in/new-let-in'

/** How long a session is kept after its expiry, in milliseconds. The trail keeps its events. */
const OVER = 30 * DAY

/**
 * Deletes rows that are no longer needed: attempts with their codes a day after the last code, budgets once their longest
 * window is past, sessions 30 days after their expiry, let-in links once neither they nor their use counts, known browsers
 * after a year, challenges and kept forms once they have expired.
 */
export async function sweepIdentity(caller: SystemCaller) {
  authorize(caller, 'identity.sweep')
  const at = now()
  await db().signInAttempt.deleteMany({ where: { lastCodeAt: { lt: after(at, -DAY) } } })
  await db().budget.deleteMany({ where: { keptUntil: { lte: at } } })
  await db().webAuthnChallenge.deleteMany({ where: { expiresAt: { lt: at } } })
  await db().keptForm.deleteMany({ where: { keptAt: { lt: after(at, -KEPT_FORM_LIFE) } } })
  await db().session.deleteMany({ where: { expiresAt: { lt: after(at, -OVER) } } })
  await db().letIn.deleteMany({ where: { createdAt: { lt: after(at, -2 * LET_IN_LIFE) } } })
  await db().knownBrowser.deleteMany({ where: { succeededAt: { lt: after(at, -KNOWN_BROWSER_LIFE) } } })
}
