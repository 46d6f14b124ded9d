import { authorize } from '../../access/authorize'
import { recording } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { count } from '../../counters'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import type { SystemCaller } from '../../principal'
import { Changed, changing, type ClaimedMail } from './claim-mail'

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
  return (await inOneStatement(changing(mail, ended({ lastError: null })), Changed)).length === 1
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
  const change = putOff(nextAttemptAt, reason, certain ? mail : null)
  return (await inOneStatement(changing(mail, change), Changed)).length === 1
}

/** Puts a mail off that may have arrived, and records that in the trail: it is sent once more. */
export async function reportDoubt(caller: SystemCaller, mail: ClaimedMail, reason: string, nextAttemptAt: Date) {
  authorize(caller, 'mail.deliver')
  return changeAndRecord(caller, mail, putOff(nextAttemptAt, reason, null), 'mail.unconfirmed', brief(reason))
}

/** Makes the change of a mail that is tried again. `before`: what is known again to have been so before this attempt. */
const putOff = (nextAttemptAt: Date, reason: string, before: ClaimedMail | null) => Prisma.sql`
  "nextAttemptAt" = ${nextAttemptAt}, "lastError" = ${brief(reason)}, "doubts" = coalesce(${before?.doubts ?? null}, "doubts"),
  "uncertainSince" = CASE WHEN ${before !== null} THEN ${before?.uncertainSince ?? null} ELSE "uncertainSince" END`

type End = { sentAt?: Date; droppedAt?: Date; lastError: string | null; doubts?: number }
type Ending = 'mail.sent' | 'mail.failed' | 'mail.dropped' | 'mail.unconfirmed'

const close = (caller: SystemCaller, mail: ClaimedMail, type: Ending, end: End) =>
  changeAndRecord(caller, mail, ended(end), type, end.lastError)

/** Makes the change of a mail for which nothing is left to do. */
const ended = ({ sentAt, droppedAt, lastError, doubts }: End) => Prisma.sql`
  "sentAt" = ${sentAt ?? null}, "droppedAt" = ${droppedAt ?? null}, "lastError" = ${lastError}, "doubts" = COALESCE(${doubts ?? null}, "doubts"),
  "sealed" = NULL, "nextAttemptAt" = NULL, "uncertainSince" = NULL`

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
  const subjects = Prisma.sql`SELECT NULL::uuid, NULL::uuid, ${JSON.stringify(detail)}::jsonb FROM changed`
  const changed = await inOneStatement(
    Prisma.sql`WITH changed AS (${changing(mail, what)}), ${recording(caller, type, { rows: subjects, most: 1 })} SELECT "id" FROM changed`,
    Changed,
  )
  if (changed.length === 1) count(type)
  return changed.length === 1
}

/** Removes addresses from a mail server’s answer, which may name the mailbox: the trail names people by id. */
const withoutAddresses = (reason: string) => reason.replace(/[^\s<>@]+@[^\s<>@]+/g, '…')

const brief = (reason: string) => reason.replace(/\s+/g, ' ').trim().slice(0, 500)
