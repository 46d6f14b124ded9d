// In SQL: counts people and links for the rows shown alone, and sorts by what grants hold.

import { z } from 'zod'
import { sharedIds } from '../access/governed.sql'
import { hereIn, linkLiveIn, liveIn } from '../access/live'
import { now } from '../clock'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { like } from '../db/like'
import { queryRows } from '../db/statement'
import { PAGE_SIZE } from '../forms/pages'
import { resourceKinds } from '../resource-kinds'

const Row = z.strictObject({
  resourceId: z.string(),
  kind: z.enum(resourceKinds),
  title: z.string(),
  createdAt: z.date(),
  /** How many people have a live grant. `pending`: how many of them are guests who have not accepted yet. */
  people: z.int(),
  pending: z.int(),
  links: z.int(),
  lastOpenedAt: z.date().nullable(),
})
export type ShareRow = z.infer<typeof Row>

const live = () => liveIn('g', now())

/** Matches what a person shares, of which the title, or a holder's name or address, holds the words. */
function chosen(principalId: string, q: string) {
  const words = q ? like(q) : null
  return Prisma.sql`r.id IN (${sharedIds(principalId, now())}) AND (${words}::text IS NULL OR r.title ILIKE ${words}
    OR EXISTS (SELECT FROM "Grant" g JOIN "Principal" p ON p.id = g."principalId"
      WHERE g."resourceId" = r.id AND ${live()} AND (p.address ILIKE ${words} OR p.name ILIKE ${words})))`
}

const Total = z.strictObject({ total: z.int() })

/** Counts what a person shares, of what holds the words. */
export async function countShares(principalId: string, q: string) {
  const [row] = await queryRows(
    db(),
    Prisma.sql`
      SELECT count(*)::int AS total FROM "Resource" r WHERE ${chosen(principalId, q)}`,
    Total,
  )
  return row!.total
}

type Choice = { q: string; sort: 'newest' | 'title' | 'opened' }

/** Finds a page of what a person shares, of what holds the words. */
export const findShares = (principalId: string, { q, sort }: Choice, skip: number) =>
  queryRows(
    db(),
    Prisma.sql`
      SELECT r.id AS "resourceId", r.kind::text, r.title, r."createdAt", n.people, n.pending, n."lastOpenedAt",
        (SELECT count(*)::int FROM "ShareLink" l WHERE l."resourceId" = r.id AND ${linkLiveIn('l', now())}
          AND EXISTS (SELECT FROM "Principal" m WHERE m.id = l."createdById" AND ${hereIn('m')})) AS links
      FROM (
        SELECT r.*, row_number() OVER (ORDER BY CASE WHEN ${sort} = 'newest' THEN r."createdAt" END DESC, CASE WHEN ${sort} = 'title' THEN lower(r.title) END,
          CASE WHEN ${sort} = 'opened' THEN (SELECT max(g."lastOpenedAt") FROM "Grant" g WHERE g."resourceId" = r.id) END DESC NULLS LAST,
          CASE WHEN ${sort} = 'title' THEN r.id END, r.id DESC) AS place
        FROM "Resource" r WHERE ${chosen(principalId, q)} ORDER BY place LIMIT ${PAGE_SIZE} OFFSET ${skip}
      ) r
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE ${live()})::int AS people, max(g."lastOpenedAt") AS "lastOpenedAt",
          count(*) FILTER (WHERE ${live()} AND p.kind = 'guest' AND u."privacyAcceptedAt" IS NULL)::int AS pending
        FROM "Grant" g JOIN "Principal" p ON p.id = g."principalId" LEFT JOIN "Guest" u ON u."principalId" = p.id
        WHERE g."resourceId" = r.id
      ) n
      ORDER BY r.place`,
    Row,
  )
