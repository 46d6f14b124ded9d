// In SQL: sorts by what another table holds, and makes four counts in one statement.

import { z } from 'zod'
import { administersIn } from '../../access/administrators.sql'
import { now } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { queryRows } from '../../db/statement'
import { PAGE_SIZE } from '../../forms/pages'

const Row = z.strictObject({
  id: z.string(),
  address: z.string(),
  name: z.string().nullable(),
  state: z.enum(['pending', 'active', 'blocked']),
  administrator: z.boolean(),
  /** Resources they share now. */
  resources: z.int(),
  /** Sessions that are open now. */
  sessions: z.int(),
  lastSignedInAt: z.date().nullable(),
})
export type FoundMember = z.infer<typeof Row>

type MemberFilter = { q: string; state: keyof Counts | null; sort: 'name' | 'newest' | 'seen' }

/** Finds the members that hold the words in name or address, each with their state. */
function found(q: string) {
  const words = q ? like(q) : null
  return Prisma.sql`
    SELECT p.id, p.address, p.name, p."createdAt", ${administersIn('p', now())} AS administrator,
      CASE WHEN p."blockedAt" IS NOT NULL THEN 'blocked' WHEN p."provenAt" IS NULL THEN 'pending' ELSE 'active' END AS state
    FROM "Principal" p
    WHERE p.kind = 'member' AND p."removedAt" IS NULL AND (${words}::text IS NULL OR p.name ILIKE ${words} OR p.address ILIKE ${words})`
}

const Counts = z.strictObject({
  pending: z.int(),
  active: z.int(),
  blocked: z.int(),
  administrator: z.int(),
})
type Counts = z.infer<typeof Counts>

/** Counts the members in each state and those who administer, of those that hold the words. */
export async function countMembers(q: string) {
  const [counts] = await queryRows(
    db(),
    Prisma.sql`
      SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending, count(*) FILTER (WHERE state = 'active')::int AS active,
        count(*) FILTER (WHERE state = 'blocked')::int AS blocked, count(*) FILTER (WHERE administrator)::int AS administrator
      FROM (${found(q)}) found`,
    Counts,
  )
  return counts!
}

/** Finds a page of the members, or of those in a state or who administer. */
export const findMembers = ({ q, state, sort }: MemberFilter, skip: number) =>
  queryRows(
    db(),
    Prisma.sql`
      SELECT p.id, p.address, p.name, p.administrator, p.state,
        (SELECT count(*)::int FROM "Resource" r WHERE r."sharedById" = p.id AND r."spaceId" IS NULL AND r."deletedAt" IS NULL) AS resources,
        (SELECT count(*)::int FROM "Session" v
          WHERE v."principalId" = p.id AND v."endedAt" IS NULL AND v."expiresAt" > ${now()}) AS sessions,
        seen.at AS "lastSignedInAt"
      FROM (${found(q)}) p CROSS JOIN LATERAL (SELECT (SELECT max(v."startedAt") FROM "Session" v WHERE v."principalId" = p.id) AS at) seen
      WHERE CASE WHEN ${state} = 'administrator' THEN p.administrator ELSE ${state}::text IS NULL OR p.state = ${state} END
      ORDER BY CASE WHEN ${sort} = 'newest' THEN p."createdAt" END DESC, CASE WHEN ${sort} = 'newest' THEN p.id END DESC,
        CASE WHEN ${sort} = 'seen' THEN seen.at END DESC NULLS LAST, CASE WHEN ${sort} = 'name' THEN lower(coalesce(p.name, p.address)) END, p.id
      LIMIT ${PAGE_SIZE} OFFSET ${skip}`,
    Row,
  )
