import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import type { Caller } from '../principal'

/** What begins like this no mail server said: it was our own doing. */
export const HELD_BACK = 'held back: '

/** Why a mail was never handed over: its mailbox had too many. */
export const TOO_MANY = `${HELD_BACK}too many for one mailbox`

/** Why it was not handed over by an installation that was restored: the one that was lost may have sent it. */
export const RESTORED = `${HELD_BACK}restored from a backup`

/** Keeps a mail that was just queued from leaving, for good, in the same transaction. */
export async function holdBackMail(tx: Tx, caller: Caller, mailId: string) {
  const { template, recipient } = await tx.mail.update({
    where: { id: mailId },
    data: { droppedAt: now(), nextAttemptAt: null, sealed: null, lastError: TOO_MANY },
    select: { template: true, recipient: true },
  })
  await recordAuditEvent(tx, caller, 'mail.dropped', { detail: { mailId, template, recipient, reason: TOO_MANY } })
}
