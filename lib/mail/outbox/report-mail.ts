import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { count } from '../../counters'
import { db } from '../../db/client'
import { type Tx, transaction } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { type ClaimedMail, held } from './claim-mail'

/** The provider has it. The secret is wiped. False: the lease was lost, and somebody else reports. */
export async function reportSent(caller: SystemCaller, mail: ClaimedMail) {
  authorize(caller, 'mail.deliver')
  const ours = await close(caller, mail, 'mail.sent', { sentAt: now(), lastError: null })
  if (ours && mail.sealed) count('code.sent')
  return ours
}

/** It was written for nobody, of which the trail has told. The secret is wiped. */
export async function reportWithheld(caller: SystemCaller, mail: ClaimedMail) {
  authorize(caller, 'mail.deliver')
  return transaction((tx) => write(tx, mail, { lastError: null }))
}

/** The mail itself is refused: no attempt will do better. The secret is wiped. */
export async function reportFailed(caller: SystemCaller, mail: ClaimedMail, reason: string) {
  authorize(caller, 'mail.deliver')
  return close(caller, mail, 'mail.failed', { droppedAt: now(), lastError: brief(reason), doubts: mail.doubts })
}

/** It came too late, or was tried for too long. The secret is wiped. */
export async function reportDropped(caller: SystemCaller, mail: ClaimedMail, reason: string) {
  authorize(caller, 'mail.deliver')
  return close(caller, mail, 'mail.dropped', { droppedAt: now(), lastError: brief(reason), doubts: mail.doubts })
}

/** Nobody can say whether it arrived, and it is not sent again. The secret is wiped. `doubts`: attempts of which that is so. */
export async function reportUnconfirmed(caller: SystemCaller, mail: ClaimedMail, reason: string, doubts: number) {
  authorize(caller, 'mail.deliver')
  return close(caller, mail, 'mail.unconfirmed', { droppedAt: now(), lastError: brief(reason), doubts })
}

/** Puts it off until `nextAttemptAt`. `certain`: the provider surely does not have it. */
export async function reportRetry(
  caller: SystemCaller,
  mail: ClaimedMail,
  reason: string,
  nextAttemptAt: Date,
  certain: boolean,
) {
  authorize(caller, 'mail.deliver')
  const { count } = await db().mail.updateMany({
    where: held(mail),
    data: {
      nextAttemptAt,
      lastError: brief(reason),
      ...(certain ? { uncertainSince: mail.uncertainSince, doubts: mail.doubts } : {}),
    },
  })
  return count === 1
}

/** The same where it may have arrived, of which the trail tells: it is sent once more. */
export async function reportDoubt(caller: SystemCaller, mail: ClaimedMail, reason: string, nextAttemptAt: Date) {
  authorize(caller, 'mail.deliver')
  return transaction(async (tx) => {
    const { count } = await tx.mail.updateMany({ where: held(mail), data: { nextAttemptAt, lastError: brief(reason) } })
    if (count === 1) await record(tx, caller, mail, 'mail.unconfirmed', brief(reason))
    return count === 1
  })
}

type End = { sentAt?: Date; droppedAt?: Date; lastError: string | null; doubts?: number }
type Ending = 'mail.sent' | 'mail.failed' | 'mail.dropped' | 'mail.unconfirmed'

async function close(caller: SystemCaller, mail: ClaimedMail, type: Ending, end: End) {
  return transaction(async (tx) => {
    if (!(await write(tx, mail, end))) return false
    await record(tx, caller, mail, type, end.lastError)
    return true
  })
}

const record = (
  tx: Tx,
  caller: SystemCaller,
  { id, template, recipient, attempts }: ClaimedMail,
  type: Ending,
  reason: string | null,
) =>
  recordAuditEvent(tx, caller, type, {
    detail: { mailId: id, template, recipient, attempts, reason: reason && withoutAddresses(reason) },
  })

async function write(tx: Tx, mail: ClaimedMail, end: End) {
  const { count } = await tx.mail.updateMany({
    where: held(mail),
    data: { ...end, sealed: null, nextAttemptAt: null, uncertainSince: null },
  })
  return count === 1
}

/** A mail server’s answer may name the mailbox: the trail names people by id. */
const withoutAddresses = (reason: string) => reason.replace(/[^\s<>@]+@[^\s<>@]+/g, '…')

const brief = (reason: string) => reason.replace(/\s+/g, ' ').trim().slice(0, 500)
