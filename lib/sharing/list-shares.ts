import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { hereIn, liveIn } from '../access/live'
import { now } from '../clock'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { like } from '../db/like'
import { pageField, searchField } from '../forms/pages'
import type { Caller } from '../principal'
import type { ResourceKind } from './kinds'

const PAGE = 50

const ListShares = z.object({
  q: searchField,
  sort: z.enum(['newest', 'title', 'opened']).catch('newest'),
  page: pageField,
})

export type ShareRow = {
  resourceId: string
  kind: ResourceKind
  title: string
  createdAt: Date
  /** How many people have a live grant. `pending`: how many of them are guests who have not accepted yet. */
  people: number
  pending: number
  links: number
  lastOpenedAt: Date | null
}

/** Lists what the caller shares, in pages of 50. `q` searches titles, and the names and addresses of holders. Returns the last page for a number past the end. */
export async function listShares(caller: Caller, input: Partial<Record<'q' | 'sort' | 'page', unknown>> = {}) {
  const { principal } = signedIn(caller)
  authorize(caller, 'resource.list')
  const { q, sort, page: asked } = ListShares.parse(input)
  const chosen = chosenBy(principal.id, q)
  const total = await count(chosen)
  const pages = Math.max(1, Math.ceil(total / PAGE))
  const page = Math.min(asked, pages)
  return { rows: await findPage(chosen, sort, page), total, page, pages, q, sort }
}

async function count(chosen: Prisma.Sql) {
  const [row] = await db().$queryRaw<
    [{ total: number }]
  >`SELECT count(*)::int AS total FROM "Resource" r WHERE ${chosen}`
  return row.total
}

function chosenBy(principalId: string, q: string) {
  const search = q
    ? Prisma.sql`AND (r.title ILIKE ${like(q)} OR EXISTS (SELECT FROM "Grant" g JOIN "Principal" p ON p.id = g."principalId"
        WHERE g."resourceId" = r.id AND ${live()} AND (p.address ILIKE ${like(q)} OR p.name ILIKE ${like(q)})))`
    : Prisma.empty
  return Prisma.sql`r."sharedById" = ${principalId}::uuid AND r."deletedAt" IS NULL ${search}`
}

const live = () => Prisma.sql`${liveIn('g', now())}`

const orders = {
  newest: Prisma.sql`r."createdAt" DESC, r.id DESC`,
  title: Prisma.sql`lower(r.title), r.id`,
  opened: Prisma.sql`(SELECT max(g."lastOpenedAt") FROM "Grant" g WHERE g."resourceId" = r.id) DESC NULLS LAST, r.id DESC`,
}

const findPage = (chosen: Prisma.Sql, sort: keyof typeof orders, page: number) =>
  db().$queryRaw<ShareRow[]>`
    SELECT r.id AS "resourceId", r.kind::text, r.title, r."createdAt", n.people, n.pending, n."lastOpenedAt",
      (SELECT count(*)::int FROM "ShareLink" l WHERE l."resourceId" = r.id AND ${liveIn('l', now())}
        AND EXISTS (SELECT FROM "Principal" m WHERE m.id = l."createdById" AND ${hereIn('m')})) AS links
    FROM (SELECT * FROM "Resource" r WHERE ${chosen} ORDER BY ${orders[sort]} LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}) r
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE ${live()})::int AS people, max(g."lastOpenedAt") AS "lastOpenedAt",
        count(*) FILTER (WHERE ${live()} AND p.kind = 'guest' AND u."privacyAcceptedAt" IS NULL)::int AS pending
      FROM "Grant" g JOIN "Principal" p ON p.id = g."principalId" LEFT JOIN "Guest" u ON u."principalId" = p.id
      WHERE g."resourceId" = r.id
    ) n
    ORDER BY ${orders[sort]}`
