import { recordAuditEvents } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import type { Caller } from '../principal'
import type { TemplateName } from './templates'

/**
 * Takes back what has not left yet of a grant's mail, in the transaction of the change that makes it pointless.
 * Resolves to how many that were.
 */
export const dropMail = async (
  tx: Tx,
  caller: Caller,
  { grantId, templates }: { grantId: string; templates: TemplateName[] },
) => (await dropMails(tx, caller, { grantIds: [grantId], templates })).length

/** The same for many grants. Resolves to the grant of each mail that was taken back. */
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

/** Puts back into the outbox what `dropMail` took out of it since a time. */
export async function putMailBack(
  tx: Tx,
  { grantId, templates, since }: { grantId: string; templates: TemplateName[]; since: Date },
) {
  await tx.mail.updateMany({
    where: { grantId, template: { in: templates }, sentAt: null, droppedAt: { gte: since }, lastError: null },
    data: { droppedAt: null, nextAttemptAt: now() },
  })
  await tx.$executeRaw`SELECT pg_notify('mail', '')`
}
