import { authorize } from '../../access/authorize'
import { recording } from '../../audit/record-audit-event.sql'
import { now } from '../../clock'
import { count } from '../../counters'
import type { Prisma } from '../../db/generated/client'
import type { SystemCaller } from '../../principal'
import { changeClaimed } from './change-claimed.sql'
import type { ClaimedMail } from './claim-mail.sql'
import { changeTold, type End, ended, putOff, subjectOfChange } from './report-mail.sql'

/** Reports that the provider has the mail. Wipes the secret. False: the lease was lost, and another worker reports. */
export async function reportSent(caller: SystemCaller, mail: ClaimedMail) {
  authorize(caller, 'mail.deliver')
  const ours = await close(caller, mail, 'mail.sent', { sentAt: now(), lastError: null })
  if (ours && mail.sealed) count('code.sent')
  return ours
}

/**
 * Reports that a withheld mail was written. Records no event, since the event of its request says that it was withheld.
 * Wipes the secret.
 */
export async function reportWithheld(caller: SystemCaller, mail: ClaimedMail) {
  authorize(caller, 'mail.deliver')
  return changeClaimed(mail, ended({ lastError: null }))
}

/** Reports that the mail itself was refused, so that no attempt will do better. Wipes the secret. */
export async function reportFailed(caller: SystemCaller, mail: ClaimedMail, reason: string) {
  authorize(caller, 'mail.deliver')
  return close(caller, mail, 'mail.failed', { droppedAt: now(), lastError: brief(reason), doubts: mail.doubts })
}

/** Reports that the mail came too late, or was tried for too long. Wipes the secret. */
export async function reportDropped(caller: SystemCaller, mail: ClaimedMail, reason: string) {
  authorize(caller, 'mail.deliver')
  return close(caller, mail, 'mail.dropped', { droppedAt: now(), lastError: brief(reason), doubts: mail.doubts })
}

/**
 * Reports that nobody can say whether the mail arrived, and that it is not sent again. Wipes the secret. `doubts`: the
 * number of attempts without an answer.
 */
export async function reportUnconfirmed(caller: SystemCaller, mail: ClaimedMail, reason: string, doubts: number) {
  authorize(caller, 'mail.deliver')
  return close(caller, mail, 'mail.unconfirmed', { droppedAt: now(), lastError: brief(reason), doubts })
}

/** Puts the mail off until `nextAttemptAt`. `certain`: the provider surely does not have it. */
export async function reportRetry(
  caller: SystemCaller,
  mail: ClaimedMail,
  reason: string,
  nextAttemptAt: Date,
  certain: boolean,
) {
  authorize(caller, 'mail.deliver')
  return changeClaimed(mail, putOff(nextAttemptAt, brief(reason), certain ? mail : null))
}

/** Puts a mail off that may have arrived, and records that in the trail: it is sent once more. */
export async function reportDoubt(caller: SystemCaller, mail: ClaimedMail, reason: string, nextAttemptAt: Date) {
  authorize(caller, 'mail.deliver')
  const said = brief(reason)
  return changeAndRecord(caller, mail, putOff(nextAttemptAt, said, null), 'mail.unconfirmed', said)
}

type Ending = 'mail.sent' | 'mail.failed' | 'mail.dropped' | 'mail.unconfirmed'

const close = (caller: SystemCaller, mail: ClaimedMail, type: Ending, end: End) =>
  changeAndRecord(caller, mail, ended(end), type, end.lastError)

/**
 * Changes a mail that is still held and records the event, in one statement. False: the mail is no longer this worker's,
 * and nothing is recorded.
 */
async function changeAndRecord(
  caller: SystemCaller,
  mail: ClaimedMail,
  what: Prisma.Sql,
  type: Ending,
  reason: string | null,
) {
  const { id, template, recipient, attempts } = mail
  const detail = { mailId: id, template, recipient, attempts, reason: reason && withoutAddresses(reason) }
  const ours = await changeTold(mail, what, recording(caller, type, { rows: subjectOfChange(detail), most: 1 }))
  if (ours) count(type)
  return ours
}

/** Removes addresses from a mail server’s answer, which may name the mailbox: the trail names people by id. */
const withoutAddresses = (reason: string) => reason.replace(/[^\s<>@]+@[^\s<>@]+/g, '…')

const brief = (reason: string) => reason.replace(/\s+/g, ' ').trim().slice(0, 500)
