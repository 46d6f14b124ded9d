import { authorize } from '../access/authorize'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'

/** How long mail is kept, in milliseconds: in the local mailbox, finished in the outbox, and withheld. */
const LOCAL = 7 * DAY
const FINISHED = 90 * DAY
const WITHHELD = DAY

/**
 * Deletes old mail: local after 7 days, sent or dropped after 90, withheld after 1. Wipes codes of withheld mails that have
 * expired.
 */
export async function sweepMail(caller: SystemCaller) {
  authorize(caller, 'mail.sweep')
  const older = (age: number) => ({ lt: after(now(), -age) })
  await db().localMail.deleteMany({ where: { sentAt: older(LOCAL) } })
  await db().mail.deleteMany({
    where: { OR: [{ nextAttemptAt: null, createdAt: older(FINISHED) }, { withheldAt: older(WITHHELD) }] },
  })
  await db().mail.updateMany({
    where: { withheldAt: { not: null }, sealed: { not: null }, notAfter: { lte: now() } },
    data: { sealed: null },
  })
}
