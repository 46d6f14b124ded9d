import { afterwards, type Tx } from '../db/transaction'
import { now } from '../clock'
import { count } from '../counters'
import type { Caller } from '../principal'
import type { AuditEventType } from '../words/event-types'
import { cutAgent } from './keep-origin'

/**
 * Whom an event befell, to what, and what there is to say of it. An `address` or a `recipient` in the detail names a person:
 * the event keeps their id or a pseudonym, and the address stands beside it.
 */
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
  const {
    callerKind,
    callerId = null,
    callerName = null,
    sessionId = null,
    networkAddress = null,
    userAgent = null,
  } = whoAndWhence(caller)
  const before = written
  written = (written + subjects.length) % 2 ** 24
  // One statement that takes them as JSON, its ids as Prisma makes them (UUID version 7), counting up in the order
  // given. Prisma plans a createMany anew each time, which costs more than all the rest of it (docs/decisions/0010).
  // Who has an address is looked up and a pseudonym made for each, needed or not: the time tells nobody who is known.
  await tx.$executeRaw`
    WITH said AS MATERIALIZED (
      SELECT (lpad(to_hex(${at.getTime()}::bigint), 12, '0') || '7' || lpad(to_hex((n >> 12) & 4095), 3, '0') || '8' || lpad(to_hex(n & 4095), 3, '0')
          || left(replace(gen_random_uuid()::text, '-', ''), 12))::uuid AS id,
        (one ->> 'principalId')::uuid AS given, (SELECT p.id FROM "Principal" p WHERE p.address = named.address) AS known, trail_pseudonym(named.address) AS pseudonym,
        (one ->> 'resourceId')::uuid AS "resourceId", nullif((one -> 'detail') - 'address' - 'recipient', '{}') AS detail, named.address
      FROM jsonb_array_elements(${JSON.stringify(subjects)}::jsonb) WITH ORDINALITY AS each(one, place), LATERAL (SELECT ${before}::int + place::int AS n) counted,
        LATERAL (SELECT coalesce(one -> 'detail' ->> 'address', one -> 'detail' ->> 'recipient') AS address) named
    ), events AS (
      INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "callerName", "sessionId", "principalId", "resourceId", detail)
      SELECT id, ${at}, ${type}, ${callerKind}, ${callerId}::uuid, ${callerName}, ${sessionId}::uuid, coalesce(given, known, pseudonym), "resourceId", detail FROM said
    )
    INSERT INTO "TrailOrigin" (id, at, address, "networkAddress", "userAgent")
    SELECT id, ${at}, beside.address, ${networkAddress}, ${userAgent}
    FROM said, LATERAL (SELECT CASE WHEN ${callerId}::uuid IS NULL OR given IS NULL THEN said.address END AS address) beside
    WHERE beside.address IS NOT NULL OR ${networkAddress}::text IS NOT NULL`
  afterwards(tx, () => count(type, subjects.length))
}

type Who = {
  callerKind: string
  callerId?: string
  callerName?: string
  sessionId?: string
  networkAddress?: string
  userAgent?: string
}

function whoAndWhence(caller: Caller): Who {
  if (caller.kind === 'system') return { callerKind: 'system', callerName: caller.job }
  const { networkAddress, userAgent } = caller.environment
  const whence = { networkAddress, userAgent: cutAgent(userAgent) }
  if (caller.kind === 'anonymous') return { callerKind: 'anonymous', ...whence }
  if (caller.kind === 'application') return { callerKind: 'application', callerName: caller.name, ...whence }
  const { id, kind } = caller.principal
  return { callerKind: kind, callerId: id, sessionId: caller.session.id, ...whence }
}
