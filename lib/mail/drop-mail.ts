import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import type { Caller } from '../principal'
import type { TemplateName } from './templates'

/**
 * Takes back what has not left yet of a grant's mail, in the transaction of the change that makes it pointless.
 * Resolves to how many that were.
 */
export async function dropMail(tx: Tx, caller: Caller, { grantId, templates }: { grantId: string; templates: TemplateName[] }) {
  const waiting = await tx.mail.updateManyAndReturn({
    where: { grantId, template: { in: templates }, sentAt: null, droppedAt: null, withheldAt: null },
    data: { droppedAt: now(), nextAttemptAt: null, sealed: null },
    select: { id: true, template: true, recipient: true },
  })
  for (const { id, ...mail } of waiting)
    await recordAuditEvent(tx, caller, 'mail.dropped', { detail: { mailId: id, ...mail, reason: 'no longer wanted' } })
  return waiting.length
}

/** Puts back into the outbox what `dropMail` took out of it since a time. */
export async function putMailBack(tx: Tx, { grantId, templates, since }: { grantId: string; templates: TemplateName[]; since: Date }) {
  await tx.mail.updateMany({
    where: { grantId, template: { in: templates }, sentAt: null, droppedAt: { gte: since }, lastError: null },
    data: { droppedAt: null, nextAttemptAt: now() },
  })
  await tx.$executeRaw`SELECT pg_notify('mail', '')`
}
