// In SQL: one statement writes events with what stands beside them, and is a part of larger ones that cause them.

import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { now } from '../clock'
import type { Caller } from '../principal'
import type { EventDetails } from '../words/event-details'
import type { AuditEventType } from '../words/event-types'
import { cutAgent } from './keep-origin.sql'
import { reserve } from './trail-id'

/**
 * The subject of an event: the person and the resource it is about, and its detail. An `address` or a `recipient` in the
 * detail names a person: the event stores that person's id or a pseudonym, and the address is stored beside the event.
 */
export type AuditSubject<Type extends AuditEventType> = {
  principalId?: string | null
  resourceId?: string | null
  detail?: EventDetails[Type]
}

/** Writes one event for each subject. */
export const insertEvents = <Type extends AuditEventType>(
  tx: Tx,
  caller: Caller,
  type: Type,
  subjects: AuditSubject<NoInfer<Type>>[],
) => tx.$executeRaw`WITH ${recording(caller, type, subjects)} SELECT count(*) FROM recorded`

/**
 * Subjects that a change in the same statement selects: rows of ("principalId" uuid, "resourceId" uuid, detail jsonb), one
 * event each, in their order. `most`: how many there can be.
 */
export type ChangedSubjects = { rows: Prisma.Sql; most: number }

/**
 * Makes the part of a statement that writes events: common table expressions for its WITH, after those of the change. Where
 * the subjects come from the change, an event is written only if the change happened. The expression called `name`, another
 * for each recording of one statement, has a row (id) for each event. The function that runs the statement counts the
 * events (lib/counters) once it is through.
 */
export function recording<Type extends AuditEventType>(
  caller: Caller,
  type: Type,
  subjects: AuditSubject<NoInfer<Type>>[] | ChangedSubjects,
  name = 'recorded',
): Prisma.Sql {
  const at = now()
  const { callerKind, networkAddress = null, userAgent = null, ...who } = whoAndWhence(caller)
  const { callerId = null, callerName = null, sessionId = null } = who
  const before = reserve('rows' in subjects ? subjects.most : subjects.length)
  const [events, said, origins] = [name, `${name}_said`, `${name}_origins`].map((one) => Prisma.raw(one))
  // One statement, with ids as Prisma makes them (UUID version 7), counting up in the order given. Prisma plans a
  // createMany anew each time, which costs more than all the rest of it (docs/decisions/0010). The principal of each
  // address is looked up and a pseudonym made, needed or not, so that the time does not show who is known.
  return Prisma.sql`
    ${said} AS MATERIALIZED (
      SELECT (lpad(to_hex(${at.getTime()}::bigint), 12, '0') || '7' || lpad(to_hex((n >> 12) & 4095), 3, '0') || '8' || lpad(to_hex(n & 4095), 3, '0')
          || left(replace(gen_random_uuid()::text, '-', ''), 12))::uuid AS id,
        one."principalId" AS given, (SELECT p.id FROM "Principal" p WHERE p.address = named.address) AS known, trail_pseudonym(named.address) AS pseudonym,
        one."resourceId", nullif(one.detail - 'address' - 'recipient', '{}') AS detail, named.address
      FROM (${placed(subjects)}) one, LATERAL (SELECT ${before}::int + one.place::int AS n) counted,
        LATERAL (SELECT coalesce(one.detail ->> 'address', one.detail ->> 'recipient') AS address) named
    ), ${events} AS (
      INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "callerName", "sessionId", "principalId", "resourceId", detail)
      SELECT id, ${at}::timestamptz, ${type}::text, ${callerKind}::text, ${callerId}::uuid, ${callerName}::text, ${sessionId}::uuid,
        coalesce(given, known, pseudonym), "resourceId", detail FROM ${said}
      RETURNING id
    ), ${origins} AS (
      INSERT INTO "TrailOrigin" (id, at, address, "networkAddress", "userAgent")
      SELECT id, ${at}::timestamptz, beside.address, ${networkAddress}::text, ${userAgent}::text
      FROM ${said} told, LATERAL (SELECT CASE WHEN ${callerId}::uuid IS NULL OR told.given IS NULL THEN told.address END AS address) beside
      WHERE beside.address IS NOT NULL OR ${networkAddress}::text IS NOT NULL
    )`
}

/** Makes rows of subjects, each with its place. */
const placed = <Type extends AuditEventType>(subjects: AuditSubject<Type>[] | ChangedSubjects) =>
  'rows' in subjects
    ? Prisma.sql`SELECT changed.*, row_number() OVER () AS place FROM (${subjects.rows}) changed ("principalId", "resourceId", detail)`
    : Prisma.sql`SELECT (given ->> 'principalId')::uuid AS "principalId", (given ->> 'resourceId')::uuid AS "resourceId", given -> 'detail' AS detail, place
        FROM jsonb_array_elements(${JSON.stringify(subjects)}::jsonb) WITH ORDINALITY AS each(given, place)`

/** Who can have caused an event, as the trail keeps it. */
export const callerKinds = ['member', 'guest', 'anonymous', 'system', 'application'] as const
type CallerKind = (typeof callerKinds)[number]

type Who = {
  callerKind: CallerKind
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
