import { recordAuditEvents } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import type { Caller } from '../principal'
import { wakeWorker } from './drop-mail.sql'
import type { TemplateName } from './templates'

/**
 * Drops the mails of a grant that have not been sent, in the transaction of the change that makes them pointless. Resolves
 * to their number.
 */
export const dropMail = async (
  tx: Tx,
  caller: Caller,
  { grantId, templates }: { grantId: string; templates: TemplateName[] },
) => (await dropMails(tx, caller, { grantIds: [grantId], templates })).length

/** Drops the mails of many grants that have not been sent. Resolves to the grant of each mail it dropped. */
export async function dropMails(
  tx: Tx,
  caller: Caller,
  { grantIds, templates }: { grantIds: string[]; templates: TemplateName[] },
): Promise<string[]> {
  const waiting = await tx.mail.updateManyAndReturn({
    where: { grantId: { in: grantIds }, template: { in: templates }, sentAt: null, droppedAt: null, withheldAt: null },
    data: { droppedAt: now(), nextAttemptAt: null, sealed: null },
    select: { id: true, template: true, recipient: true, grantId: true },
  })
  const subjects = waiting.map(({ id, template, recipient }) => ({
    detail: { mailId: id, template, recipient, reason: 'no longer wanted' },
  }))
  await recordAuditEvents(tx, caller, 'mail.dropped', subjects)
  return waiting.map(({ grantId }) => grantId!)
}

/** Puts mails of a grant back into the outbox that `dropMail` dropped since a time. */
export async function putMailBack(
  tx: Tx,
  { grantId, templates, since }: { grantId: string; templates: TemplateName[]; since: Date },
) {
  await tx.mail.updateMany({
    where: { grantId, template: { in: templates }, sentAt: null, droppedAt: { gte: since }, lastError: null },
    data: { droppedAt: null, nextAttemptAt: now() },
  })
  await wakeWorker(tx)
}
