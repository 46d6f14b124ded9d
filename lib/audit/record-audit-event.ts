import type { Tx } from '../db/transaction'
import { now } from '../clock'
import type { Caller } from '../principal'
import type { AuditEventType } from './events'

export type AuditSubject = { principalId?: string | null; resourceId?: string | null; detail?: Record<string, unknown> }

/** Writes one event in the transaction of the change it tells of; if it can't be written, nothing happens. */
export async function recordAuditEvent(tx: Tx, caller: Caller, type: AuditEventType, subject: AuditSubject = {}) {
  await recordAuditEvents(tx, caller, type, [subject])
}

/** The same for a change that befalls many at once: one event each. */
export async function recordAuditEvents(tx: Tx, caller: Caller, type: AuditEventType, subjects: AuditSubject[]) {
  const shared = { at: now(), type, ...whoAndWhence(caller) }
  if (subjects.length > 0) await tx.auditEvent.createMany({ data: subjects.map((subject) => ({ ...shared, ...subjectOf(subject) })) })
}

const subjectOf = ({ principalId, resourceId, detail }: AuditSubject) => ({
  principalId: principalId ?? null,
  resourceId: resourceId ?? null,
  ...(detail ? { detail: JSON.parse(JSON.stringify(detail)) } : {}),
})

function whoAndWhence(caller: Caller) {
  if (caller.kind === 'system') return { callerKind: 'system', callerName: caller.job }
  const { networkAddress, userAgent } = caller.environment
  const whence = { networkAddress, userAgent: userAgent.slice(0, 400) }
  if (caller.kind === 'anonymous') return { callerKind: 'anonymous', ...whence }
  const { id, kind, address } = caller.principal
  return { callerKind: kind, callerId: id, callerName: address, sessionId: caller.session.id, ...whence }
}
