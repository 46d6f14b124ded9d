import { authorize } from '../access/authorize'
import { after, HOUR, now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'

/** No mail waits longer than this for its next attempt, in milliseconds: twice the hour that `retryWait` allows. */
const LONGEST = 2 * HOUR

/** Makes mails due now whose next attempt was set while a clock ran ahead. */
export async function bringMailForward(caller: SystemCaller) {
  authorize(caller, 'mail.bring-forward')
  const at = now()
  await db().mail.updateMany({ where: { nextAttemptAt: { gt: after(at, LONGEST) } }, data: { nextAttemptAt: at } })
}
