// In SQL: gathers what each guest holds in one statement, and sorts by it.

import { z } from 'zod'
import { governedIds } from '../../access/governed.sql'
import { liveIn } from '../../access/live'
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
  /** How much of the member's the guest can open. */
  grants: z.int(),
  /** When the last of it was given. */
  grantedAt: z.date(),
  /** When the first of it ends; null: nothing of it ends. */
  endsAt: z.date().nullable(),
  /** When anything of the member's was opened last. */
  lastOpenedAt: z.date().nullable(),
})
export type MyGuestRow = z.infer<typeof Row>

/** Joins the guests with a live grant on what a member shares, from FROM on: those whose name or address holds the words. */
function guestsOf(memberId: string, q: string) {
  const words = q ? like(q) : null
  return Prisma.sql`(
      SELECT g."principalId", count(*)::int AS grants, min(LEAST(g."endsAt", r."guestsUntil")) AS "endsAt", max(g."lastOpenedAt") AS "lastOpenedAt", max(g."grantedAt") AS "grantedAt"
      FROM "Resource" r JOIN "Grant" g ON g."resourceId" = r.id
      WHERE r.id IN (${governedIds(memberId, now())}) AND ${liveIn('g', now())} GROUP BY g."principalId"
    ) held JOIN "Principal" p ON p.id = held."principalId" JOIN "Guest" u ON u."principalId" = p.id
    WHERE p.kind = 'guest' AND p."removedAt" IS NULL AND (${words}::text IS NULL OR p.name ILIKE ${words} OR p.address ILIKE ${words})`
}

const Total = z.strictObject({ total: z.int() })

/** Counts the guests with whom a member shares, of those that hold the words. */
export async function countMyGuests(memberId: string, q: string) {
  const [row] = await queryRows(
    db(),
    Prisma.sql`
      SELECT count(*)::int AS total FROM ${guestsOf(memberId, q)}`,
    Total,
  )
  return row!.total
}

type Choice = { q: string; sort: 'newest' | 'name' | 'opened' | 'ending' }

/** Finds a page of the guests with whom a member shares. */
export const findMyGuests = (memberId: string, { q, sort }: Choice, skip: number) =>
  queryRows(
    db(),
    Prisma.sql`
      SELECT p.id, p.address, p.name, held.grants, held."grantedAt", held."endsAt", held."lastOpenedAt",
        CASE WHEN p."blockedAt" IS NOT NULL THEN 'blocked' WHEN u."privacyAcceptedAt" IS NULL THEN 'pending' ELSE 'active' END AS state
      FROM ${guestsOf(memberId, q)}
      ORDER BY CASE WHEN ${sort} = 'newest' THEN held."grantedAt" END DESC, CASE WHEN ${sort} = 'name' THEN lower(coalesce(p.name, p.address)) END,
        CASE WHEN ${sort} = 'opened' THEN held."lastOpenedAt" END DESC NULLS LAST, CASE WHEN ${sort} = 'ending' THEN held."endsAt" END NULLS LAST, p.id
      LIMIT ${PAGE_SIZE} OFFSET ${skip}`,
    Row,
  )
