import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'
import { KEPT_FORM_LIFE } from './kept-form'
import { KNOWN_BROWSER_LIFE } from './known-browser'

/** How long a session that is over is kept, in milliseconds; the trail keeps what happened in it. */
const OVER = 30 * DAY

/** Removes what has served: attempts with their codes and spent budgets after a day, sessions 30 days after their end, browsers after a year, challenges and kept forms once they have run out. */
export async function sweepIdentity(_caller: SystemCaller) {
  const at = now()
  await db().signInAttempt.deleteMany({ where: { lastCodeAt: { lt: after(at, -DAY) } } })
  await db().$executeRaw`
    DELETE FROM "Budget" WHERE NOT EXISTS (SELECT FROM unnest("spentAt") moment WHERE moment > ${after(at, -DAY)})`
  await db().webAuthnChallenge.deleteMany({ where: { expiresAt: { lt: at } } })
  await db().keptForm.deleteMany({ where: { keptAt: { lt: after(at, -KEPT_FORM_LIFE) } } })
  await db().session.deleteMany({ where: { expiresAt: { lt: after(at, -OVER) } } })
  await db().knownBrowser.deleteMany({ where: { succeededAt: { lt: after(at, -KNOWN_BROWSER_LIFE) } } })
}
