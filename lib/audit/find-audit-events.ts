import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { AuditEventType } from '../words/event-types'

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

export type FoundEvent = {
  id: string
  at: Date
  type: AuditEventType
  callerKind: 'member' | 'guest' | 'anonymous' | 'system'
  callerId: string | null
  callerAddress: string | null
  callerName: string | null
  /** The id of a principal, or a pseudonym. */
  principalId: string | null
  /** Null: no principal has the id. */
  principalKind: 'member' | 'guest' | null
  principalAddress: string | null
  principalName: string | null
  resourceId: string | null
  resourceTitle: string | null
  detail: Record<string, unknown> | null
  networkAddress: string | null
  userAgent: string | null
}

/**
 * Finds at most `limit` events that pass the filter, newest first. Walks one index for each person or resource named and
 * stops at `limit`, so that it costs the same in a trail of a million events.
 */
export function findAuditEvents(filter: AuditFilter, limit: number): Promise<FoundEvent[]> {
  const order = filter.after ? Prisma.sql`ASC` : Prisma.sql`DESC`
  return db().$queryRaw<FoundEvent[]>`
    SELECT e.id, e.at, e.type, e."callerKind", e."callerId", e.detail, o."networkAddress", o."userAgent",
      coalesce(e."callerName", c.address) AS "callerAddress", c.name AS "callerName",
      e."principalId", p.kind::text AS "principalKind", coalesce(p.address, o.address) AS "principalAddress", p.name AS "principalName",
      e."resourceId", r.title AS "resourceTitle"
    FROM (SELECT DISTINCT ON (at, id) * FROM (${candidates(filter, order, limit)}) f ORDER BY at ${order}, id ${order} LIMIT ${limit}) e
      LEFT JOIN "Principal" c ON c.id = e."callerId"
      LEFT JOIN "Principal" p ON p.id = e."principalId"
      LEFT JOIN "Resource" r ON r.id = e."resourceId"
      LEFT JOIN "TrailOrigin" o ON o.id = e.id
    ORDER BY e.at DESC, e.id DESC`
}

function candidates(filter: AuditFilter, order: Prisma.Sql, limit: number) {
  const { people, address, resources } = filter
  const rest = conditions(filter)
  const pick = (where: Prisma.Sql) =>
    Prisma.sql`(SELECT e.* FROM "AuditEvent" e WHERE ${where} ${rest} ORDER BY e.at ${order}, e.id ${order} LIMIT ${limit})`
  const each = (ids: string[], column: Prisma.Sql) =>
    Prisma.sql`SELECT x.* FROM unnest(${ids}::uuid[]) AS named(id) CROSS JOIN LATERAL ${pick(Prisma.sql`e.${column} = named.id`)} x`
  if (!people) return resources ? each(resources, Prisma.sql`"resourceId"`) : pick(Prisma.sql`true`)
  const branches = [each(people, Prisma.sql`"callerId"`), each(people, Prisma.sql`"principalId"`)]
  if (address)
    branches.push(
      Prisma.sql`(SELECT e.* FROM "TrailOrigin" o JOIN "AuditEvent" e ON e.id = o.id WHERE o.address = ${address} ${rest} ORDER BY o.at ${order}, o.id ${order} LIMIT ${limit})`,
    )
  return Prisma.join(branches, ' UNION ALL ')
}

function conditions({ people, resources, roundId, types, from, to, before, after }: AuditFilter) {
  const all = [
    people && resources && Prisma.sql`e."resourceId" = ANY(${resources}::uuid[])`,
    // The same condition as in the index of the migration `review_trail`.
    roundId &&
      Prisma.sql`e.detail ->> 'roundId' = ${roundId} AND e.type NOT IN ('review-item.answered', 'review-item.applied')`,
    types && Prisma.sql`e.type = ANY(${types})`,
    from && Prisma.sql`e.at >= ${from}`,
    to && Prisma.sql`e.at < ${to}`,
    before && Prisma.sql`e.at <= ${before.at} AND (e.at, e.id) < (${before.at}, ${before.id}::uuid)`,
    after && Prisma.sql`e.at >= ${after.at} AND (e.at, e.id) > (${after.at}, ${after.id}::uuid)`,
  ].filter((condition): condition is Prisma.Sql => Boolean(condition))
  return all.length > 0 ? Prisma.sql`AND ${Prisma.join(all, ' AND ')}` : Prisma.empty
}
