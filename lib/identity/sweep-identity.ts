import { authorize } from '../access/authorize'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'
import { KEPT_FORM_LIFE } from './kept/kept-form'
import { KNOWN_BROWSER_LIFE } from './sessions/known-browser'
import { LET_IN_LIFE } from './let-in/new-let-in'

/** How long a session that is over is kept, in milliseconds; the trail keeps what happened in it. */
const OVER = 30 * DAY

/** Removes what has served: attempts with their codes after a day, budgets once their longest window is past, sessions 30 days after their end, links that let a browser in once neither they nor what they did counts, browsers after a year, challenges and kept forms once they have run out. */
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
