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
  if (subjects.length > MANY) return void (await writeMany(tx, shared, subjects.map(subjectOf)))
  if (subjects.length > 0) await tx.auditEvent.createMany({ data: subjects.map((subject) => ({ ...shared, ...subjectOf(subject) })) })
}

/** From here on one statement that takes them as JSON: it costs a fifth of naming every value. */
const MANY = 100

type Shared = { at: Date; type: AuditEventType } & Who

/** Ids as Prisma makes them (UUID version 7), counting up in the order given. */
const writeMany = (tx: Tx, { at, type, ...who }: Shared, subjects: ReturnType<typeof subjectOf>[]) => tx.$executeRaw`
  INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "callerName", "sessionId", "networkAddress", "userAgent", "principalId", "resourceId", detail)
  SELECT (lpad(to_hex(${at.getTime()}::bigint), 12, '0') || '7' || lpad(to_hex((n >> 12) & 4095), 3, '0') || '8' || lpad(to_hex(n & 4095), 3, '0')
      || left(replace(gen_random_uuid()::text, '-', ''), 12))::uuid,
    ${at}, ${type}, ${who.callerKind}, ${who.callerId ?? null}::uuid, ${who.callerName ?? null}, ${who.sessionId ?? null}::uuid,
    ${who.networkAddress ?? null}, ${who.userAgent ?? null}, (one ->> 'principalId')::uuid, (one ->> 'resourceId')::uuid, one -> 'detail'
  FROM jsonb_array_elements(${JSON.stringify(subjects)}::jsonb) WITH ORDINALITY AS each(one, place), LATERAL (SELECT place::int AS n) counted`

const subjectOf = ({ principalId, resourceId, detail }: AuditSubject) => ({
  principalId: principalId ?? null,
  resourceId: resourceId ?? null,
  ...(detail ? { detail: JSON.parse(JSON.stringify(detail)) } : {}),
})

type Who = { callerKind: string; callerId?: string; callerName?: string; sessionId?: string; networkAddress?: string; userAgent?: string }

function whoAndWhence(caller: Caller): Who {
  if (caller.kind === 'system') return { callerKind: 'system', callerName: caller.job }
  const { networkAddress, userAgent } = caller.environment
  const whence = { networkAddress, userAgent: userAgent.slice(0, 400) }
  if (caller.kind === 'anonymous') return { callerKind: 'anonymous', ...whence }
  const { id, kind, address } = caller.principal
  return { callerKind: kind, callerId: id, callerName: address, sessionId: caller.session.id, ...whence }
}
