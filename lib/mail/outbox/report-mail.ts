import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { type Tx, transaction } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import type { ClaimedMail } from './claim-mail'

/** The provider has it. The secret is wiped. False: the lease was lost, and somebody else reports. */
export const reportSent = (caller: SystemCaller, mail: ClaimedMail) => close(caller, mail, 'mail.sent', { sentAt: now(), lastError: null })

/** It was written for nobody, of which the trail has told. The secret is wiped. */
export const reportWithheld = (_caller: SystemCaller, mail: ClaimedMail) => transaction((tx) => write(tx, mail, { lastError: null }))

/** The mail itself is refused: no attempt will do better. The secret is wiped. */
export const reportFailed = (caller: SystemCaller, mail: ClaimedMail, reason: string) =>
  close(caller, mail, 'mail.failed', { droppedAt: now(), lastError: brief(reason) })

/** It came too late, or was tried for too long. The secret is wiped. */
export const reportDropped = (caller: SystemCaller, mail: ClaimedMail, reason: string) =>
  close(caller, mail, 'mail.dropped', { droppedAt: now(), lastError: brief(reason) })

/** Puts it off until `nextAttemptAt`. `certain`: the provider surely does not have it. */
export async function reportRetry(_caller: SystemCaller, mail: ClaimedMail, reason: string, nextAttemptAt: Date, certain: boolean) {
  const { count } = await db().mail.updateMany({
    where: held(mail),
    data: { nextAttemptAt, lastError: brief(reason), ...(certain ? { uncertainSince: mail.uncertainSince } : {}) },
  })
  return count === 1
}

type End = { sentAt?: Date; droppedAt?: Date; lastError: string | null }

async function close(caller: SystemCaller, mail: ClaimedMail, type: 'mail.sent' | 'mail.failed' | 'mail.dropped', end: End) {
  return transaction(async (tx) => {
    if (!(await write(tx, mail, end))) return false
    const { id, template, recipient, attempts } = mail
    await recordAuditEvent(tx, caller, type, { detail: { mailId: id, template, recipient, attempts, reason: end.lastError && withoutAddresses(end.lastError) } })
    return true
  })
}

async function write(tx: Tx, mail: ClaimedMail, end: End) {
  const { count } = await tx.mail.updateMany({
    where: held(mail),
    data: { ...end, sealed: null, nextAttemptAt: null, uncertainSince: null },
  })
  return count === 1
}

const held = ({ id, lease }: ClaimedMail) => ({ id, lease, sentAt: null, droppedAt: null })

/** A mail server’s answer may name the mailbox: the trail names people by id. */
const withoutAddresses = (reason: string) => reason.replace(/[^\s<>@]+@[^\s<>@]+/g, '…')

const brief = (reason: string) => reason.replace(/\s+/g, ' ').trim().slice(0, 500)
