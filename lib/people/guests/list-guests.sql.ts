// In SQL: makes a state of two tables, and sorts by what a third one holds.

import { z } from 'zod'
import { liveIn } from '../../access/live'
import { now } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { queryRows } from '../../db/statement'
import { PAGE_SIZE } from '../../forms/pages'
import type { PersonState } from '../state'

const Row = z.strictObject({
  id: z.string(),
  address: z.string(),
  name: z.string().nullable(),
  state: z.enum(['pending', 'active', 'blocked', 'removed']),
  /** Of who was removed, too: nobody can invite them again until an administrator unblocks them. */
  blocked: z.boolean(),
  invitedAt: z.date(),
  sponsorId: z.string().nullable(),
  sponsorName: z.string().nullable(),
  sponsorAddress: z.string().nullable(),
  /** Grants and sessions that give something now. */
  grants: z.int(),
  sessions: z.int(),
  lastOpenedAt: z.date().nullable(),
  /** Denied by an access review: removed then unless unblocked. */
  removalDueAt: z.date().nullable(),
})
export type GuestRow = z.infer<typeof Row>

type GuestFilter = { q: string; state: PersonState | null; sort: 'newest' | 'name' | 'opened' }

/** Joins to each guest the sponsor, and as `now` the state and when anything was opened last. */
const guests = Prisma.sql`"Principal" p JOIN "Guest" g ON g."principalId" = p.id LEFT JOIN "Principal" s ON s.id = g."sponsorId"
  CROSS JOIN LATERAL (
    SELECT CASE WHEN p."removedAt" IS NOT NULL THEN 'removed' WHEN p."blockedAt" IS NOT NULL THEN 'blocked'
      WHEN g."privacyAcceptedAt" IS NULL THEN 'pending' ELSE 'active' END AS state,
      (SELECT max(h."lastOpenedAt") FROM "Grant" h WHERE h."principalId" = p.id) AS "openedAt"
  ) now`

/** Matches a guest whose name, address or sponsor holds the words: also finds the guests that a member answers for. */
function holds(q: string) {
  const words = q ? like(q) : null
  return Prisma.sql`p.kind = 'guest' AND (${words}::text IS NULL
    OR p.name ILIKE ${words} OR p.address ILIKE ${words} OR s.name ILIKE ${words} OR s.address ILIKE ${words})`
}

const Counts: z.ZodType<Record<PersonState, number>> = z.strictObject({
  pending: z.int(),
  active: z.int(),
  blocked: z.int(),
  removed: z.int(),
})

/** Counts the guests in each state, of those that hold the words. */
export async function countGuests(q: string) {
  const [counts] = await queryRows(
    db(),
    Prisma.sql`
      SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending, count(*) FILTER (WHERE state = 'active')::int AS active,
        count(*) FILTER (WHERE state = 'blocked')::int AS blocked, count(*) FILTER (WHERE state = 'removed')::int AS removed
      FROM (SELECT now.state FROM ${guests} WHERE ${holds(q)}) found`,
    Counts,
  )
  return counts!
}

/**
 * Finds a page of the guests in a state; with none, of those who are not removed. Counts for the rows shown alone, not for
 * those that are skipped.
 */
export function findGuests({ q, state, sort }: GuestFilter, skip: number) {
  const at = now()
  return queryRows(
    db(),
    Prisma.sql`
      WITH shown AS MATERIALIZED (
        SELECT p.id, row_number() OVER (ORDER BY CASE WHEN ${sort} = 'newest' THEN g."invitedAt" END DESC, CASE WHEN ${sort} = 'newest' THEN p.id END DESC,
          CASE WHEN ${sort} = 'name' THEN lower(coalesce(p.name, p.address)) END, CASE WHEN ${sort} = 'opened' THEN now."openedAt" END DESC NULLS LAST, p.id) AS place
        FROM ${guests}
        WHERE ${holds(q)} AND CASE WHEN ${state}::text IS NULL THEN p."removedAt" IS NULL ELSE now.state = ${state}::text END
        ORDER BY place LIMIT ${PAGE_SIZE} OFFSET ${skip}
      )
      SELECT p.id, p.address, p.name, g."invitedAt", s.id AS "sponsorId", s.name AS "sponsorName", s.address AS "sponsorAddress",
        p."blockedAt" IS NOT NULL AS blocked, now.state,
        (SELECT count(*)::int FROM "Grant" h JOIN "Resource" r ON r.id = h."resourceId" AND r."deletedAt" IS NULL
          WHERE h."principalId" = p.id AND ${liveIn('h', at)}) AS grants,
        (SELECT count(*)::int FROM "Session" v
          WHERE v."principalId" = p.id AND v."endedAt" IS NULL AND v."expiresAt" > ${at}) AS sessions,
        now."openedAt" AS "lastOpenedAt", CASE WHEN now.state = 'blocked' THEN g."removalDueAt" END AS "removalDueAt"
      FROM shown JOIN ${guests} ON p.id = shown.id ORDER BY shown.place`,
    Row,
  )
}
