import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import type { Caller } from '../principal'

/** Why a mail was never handed over: its mailbox had too many. No mail server said so. */
export const TOO_MANY = 'held back: too many for one mailbox'

/** Keeps a mail that was just queued from leaving, for good, in the same transaction. */
export async function holdBackMail(tx: Tx, caller: Caller, mailId: string) {
  const { template, recipient } = await tx.mail.update({
    where: { id: mailId },
    data: { droppedAt: now(), nextAttemptAt: null, sealed: null, lastError: TOO_MANY },
    select: { template: true, recipient: true },
  })
  await recordAuditEvent(tx, caller, 'mail.dropped', { detail: { mailId, template, recipient, reason: TOO_MANY } })
}
