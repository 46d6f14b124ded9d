import type { Tx } from '../db/transaction'
import { now } from '../clock'
import type { Caller } from '../principal'
import type { AuditEventType } from './events'

export type AuditSubject = { principalId?: string | null; resourceId?: string | null; detail?: Record<string, unknown> }

/** Writes one event in the transaction of the change it tells of; if it can't be written, nothing happens. */
export async function recordAuditEvent(tx: Tx, caller: Caller, type: AuditEventType, subject: AuditSubject = {}) {
  await recordAuditEvents(tx, caller, type, [subject])
}

/** How many events this process has written: it puts those of one millisecond in order. */
let written = 0

/** The same for a change that befalls many at once: one event each. */
export async function recordAuditEvents(tx: Tx, caller: Caller, type: AuditEventType, subjects: AuditSubject[]) {
  if (subjects.length === 0) return
  const at = now()
  const { callerKind, callerId = null, callerName = null, sessionId = null, networkAddress = null, userAgent = null } = whoAndWhence(caller)
  const before = written
  written = (written + subjects.length) % 2 ** 24
  // One statement that takes them as JSON, its ids as Prisma makes them (UUID version 7), counting up in the order
  // given. Prisma plans a createMany anew each time, which costs more than all the rest of it (docs/decisions/0010).
  await tx.$executeRaw`
    INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "callerName", "sessionId", "networkAddress", "userAgent", "principalId", "resourceId", detail)
    SELECT (lpad(to_hex(${at.getTime()}::bigint), 12, '0') || '7' || lpad(to_hex((n >> 12) & 4095), 3, '0') || '8' || lpad(to_hex(n & 4095), 3, '0')
        || left(replace(gen_random_uuid()::text, '-', ''), 12))::uuid,
      ${at}, ${type}, ${callerKind}, ${callerId}::uuid, ${callerName}, ${sessionId}::uuid,
      ${networkAddress}, ${userAgent}, (one ->> 'principalId')::uuid, (one ->> 'resourceId')::uuid, one -> 'detail'
    FROM jsonb_array_elements(${JSON.stringify(subjects)}::jsonb) WITH ORDINALITY AS each(one, place), LATERAL (SELECT ${before}::int + place::int AS n) counted`
}

type Who = { callerKind: string; callerId?: string; callerName?: string; sessionId?: string; networkAddress?: string; userAgent?: string }

function whoAndWhence(caller: Caller): Who {
  if (caller.kind === 'system') return { callerKind: 'system', callerName: caller.job }
  const { networkAddress, userAgent } = caller.environment
  const whence = { networkAddress, userAgent: userAgent.slice(0, 400) }
  if (caller.kind === 'anonymous') return { callerKind: 'anonymous', ...whence }
  const { id, kind, address } = caller.principal
  return { callerKind: kind, callerId: id, callerName: address, sessionId: caller.session.id, ...whence }
}
