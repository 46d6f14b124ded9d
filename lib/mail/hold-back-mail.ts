import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import type { Caller } from '../principal'

/** The beginning of a reason that is Foyer's own, and that no mail server gave. */
export const HELD_BACK = 'held back: '

/** The reason of a mail that was never handed over, since its mailbox had too many. */
export const TOO_MANY = `${HELD_BACK}too many for one mailbox`

/** The reason of a mail that a restored installation did not hand over: the installation that was lost may have sent it. */
export const RESTORED = `${HELD_BACK}restored from a backup`

/** Drops a mail that was just queued, permanently, in the same transaction. */
export async function holdBackMail(tx: Tx, caller: Caller, mailId: string) {
  const { template, recipient } = await tx.mail.update({
    where: { id: mailId },
    data: { droppedAt: now(), nextAttemptAt: null, sealed: null, lastError: TOO_MANY },
    select: { template: true, recipient: true },
  })
  await recordAuditEvent(tx, caller, 'mail.dropped', { detail: { mailId, template, recipient, reason: TOO_MANY } })
}
