// In SQL: walks several indexes at once and stops, where the client would have PostgreSQL read all that pass the filter.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import { type AuditEventType, auditEventTypes } from '../words/event-types'
import { callerKinds } from './record-audit-event.sql'

export type AuditFilter = {
  /** Events that these people caused, or that are about them. */
  people?: string[]
  /** Events that name this address, also where no principal has it. */
  address?: string
  resources?: string[]
  /** The trail of one round of an access review, without the single answers and removals. */
  roundId?: string
  types?: AuditEventType[]
  /** From `from` on, and before `to`. */
  from?: Date
  to?: Date
  /** Only events older, or only events newer, than this one. */
  before?: Place
  after?: Place
}

export type Place = { at: Date; id: string }

const Row = z.strictObject({
  id: z.string(),
  at: z.date(),
  type: z.enum(auditEventTypes),
  callerKind: z.enum(callerKinds),
  callerId: z.string().nullable(),
  /** The address of a person; the name of a job or an application. */
  callerAddress: z.string().nullable(),
  callerName: z.string().nullable(),
  /** The id of a principal, or a pseudonym. */
  principalId: z.string().nullable(),
  /** Null: no principal has the id. */
  principalKind: z.enum(['member', 'guest']).nullable(),
  principalAddress: z.string().nullable(),
  principalName: z.string().nullable(),
  resourceId: z.string().nullable(),
  resourceTitle: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  networkAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
})
export type FoundEvent = z.infer<typeof Row>

/**
 * Finds at most `limit` events that pass the filter, newest first. Walks one index for each person or resource named and
 * stops at `limit`, so that it costs the same in a trail of a million events. Branches for what is not named find nothing.
 */
export function findAuditEvents(filter: AuditFilter, limit: number): Promise<FoundEvent[]> {
  const { people = null, address = null, resources = null } = filter
  const upwards = Boolean(filter.after)
  const nearest = Prisma.sql`${passes(filter)}
    ORDER BY CASE WHEN ${upwards} THEN e.at END, CASE WHEN ${upwards} THEN e.id END, e.at DESC, e.id DESC LIMIT ${limit}`
  return queryRows(
    db(),
    Prisma.sql`
    WITH candidates AS NOT MATERIALIZED (
      (SELECT e.* FROM "AuditEvent" e WHERE ${people}::uuid[] IS NULL AND ${resources}::uuid[] IS NULL AND ${nearest})
      UNION ALL
      SELECT x.* FROM unnest(CASE WHEN ${people}::uuid[] IS NULL THEN ${resources}::uuid[] END) named
        CROSS JOIN LATERAL (SELECT e.* FROM "AuditEvent" e WHERE e."resourceId" = named AND ${nearest}) x
      UNION ALL
      SELECT x.* FROM unnest(${people}::uuid[]) named
        CROSS JOIN LATERAL (SELECT e.* FROM "AuditEvent" e WHERE e."callerId" = named AND ${nearest}) x
      UNION ALL
      SELECT x.* FROM unnest(${people}::uuid[]) named
        CROSS JOIN LATERAL (SELECT e.* FROM "AuditEvent" e WHERE e."principalId" = named AND ${nearest}) x
      UNION ALL
      (SELECT e.* FROM "TrailOrigin" o JOIN "AuditEvent" e ON e.id = o.id WHERE o.address = ${address} AND ${passes(filter)}
        ORDER BY CASE WHEN ${upwards} THEN o.at END, CASE WHEN ${upwards} THEN o.id END, o.at DESC, o.id DESC LIMIT ${limit})
    ), found AS (
      SELECT * FROM (
        SELECT DISTINCT ON (at, id) * FROM candidates ORDER BY at DESC, id DESC
      ) each ORDER BY CASE WHEN ${upwards} THEN at END, CASE WHEN ${upwards} THEN id END, at DESC, id DESC LIMIT ${limit}
    )
    SELECT e.id, e.at, e.type, e."callerKind", e."callerId", e.detail, o."networkAddress", o."userAgent",
      coalesce(e."callerName", c.address) AS "callerAddress", c.name AS "callerName",
      e."principalId", p.kind::text AS "principalKind", coalesce(p.address, o.address) AS "principalAddress", p.name AS "principalName",
      e."resourceId", r.title AS "resourceTitle"
    FROM found e
      LEFT JOIN "Principal" c ON c.id = e."callerId"
      LEFT JOIN "Principal" p ON p.id = e."principalId"
      LEFT JOIN "Resource" r ON r.id = e."resourceId"
      LEFT JOIN "TrailOrigin" o ON o.id = e.id
    ORDER BY e.at DESC, e.id DESC`,
    Row,
  )
}

/**
 * Matches an event `e` that passes the filter, whoever and whatever it names. What is not asked for is null, and
 * PostgreSQL leaves its line out when it plans: these statements are planned with their values each time. The line of
 * rounds is the condition of the index that the migration `review_trail` made.
 */
function passes({ people, resources, from, to, before, after, ...named }: AuditFilter) {
  const also = people && resources ? resources : null
  const [roundId, types] = [named.roundId ?? null, named.types ?? null]
  return Prisma.sql`(${also}::uuid[] IS NULL OR e."resourceId" = ANY(${also}::uuid[]))
    AND (${roundId}::text IS NULL OR e.detail ->> 'roundId' = ${roundId}::text AND e.type NOT IN ('review-item.answered', 'review-item.applied'))
    AND (${types}::text[] IS NULL OR e.type = ANY(${types}::text[]))
    AND (${from ?? null}::timestamptz IS NULL OR e.at >= ${from ?? null}::timestamptz)
    AND (${to ?? null}::timestamptz IS NULL OR e.at < ${to ?? null}::timestamptz)
    AND (${before?.id ?? null}::uuid IS NULL OR e.at <= ${before?.at ?? null}::timestamptz
      AND (e.at, e.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    AND (${after?.id ?? null}::uuid IS NULL OR e.at >= ${after?.at ?? null}::timestamptz
      AND (e.at, e.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))`
}
