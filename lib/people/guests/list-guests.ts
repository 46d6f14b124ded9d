import { hereIn, liveIn } from '../../access/live'
import { z } from 'zod'
import { authorizeReading } from '../../audit/authorize-reading'
import { now } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import type { Caller } from '../../principal'
import { PAGE_SIZE, pageField, pageOf, searchField } from '../../forms/pages'
import type { PersonState } from '../state'

export const ListGuests = z.object({
  q: searchField,
  state: z.enum(['pending', 'active', 'blocked', 'removed']).nullable().catch(null),
  sort: z.enum(['newest', 'name', 'opened']).catch('newest'),
  page: pageField,
})
export type ListGuests = z.output<typeof ListGuests>

export type GuestRow = {
  id: string
  address: string
  name: string | null
  state: PersonState
  /** Of who was removed, too: nobody can invite them again until an administrator unblocks them. */
  blocked: boolean
  invitedAt: Date
  sponsorId: string | null
  sponsorName: string | null
  sponsorAddress: string | null
  /** Grants and sessions that give something now. */
  grants: number
  sessions: number
  lastOpenedAt: Date | null
  /** Denied by an access review: removed then unless unblocked. */
  removalDueAt: Date | null
}

/** The guests of the organization, in pages of 50; those who were removed only where they are asked for. A page past the end is the last one. */
export async function listGuests(caller: Caller, input: Partial<Record<keyof ListGuests, unknown>> = {}) {
  await authorizeReading(caller, 'guests')
  const { q, state, sort, page } = ListGuests.parse(input)
  const chosen = Prisma.sql`${searched(q)} AND ${state ? states[state] : Prisma.sql`p."removedAt" IS NULL`}`
  const counts = await countStates(q)
  const total = state ? counts[state] : counts.pending + counts.active + counts.blocked
  return { ...(await pageOf<GuestRow>(page, total, (skip) => findPage(chosen, sort, skip))), q, state, sort, counts }
}

const states: Record<PersonState, Prisma.Sql> = {
  removed: Prisma.sql`p."removedAt" IS NOT NULL`,
  pending: Prisma.sql`${hereIn('p')} AND g."privacyAcceptedAt" IS NULL`,
  active: Prisma.sql`${hereIn('p')} AND g."privacyAcceptedAt" IS NOT NULL`,
  blocked: Prisma.sql`p."removedAt" IS NULL AND p."blockedAt" IS NOT NULL`,
}

const lastOpened = Prisma.sql`(SELECT max(h."lastOpenedAt") FROM "Grant" h WHERE h."principalId" = p.id)`

const orders = {
  newest: Prisma.sql`g."invitedAt" DESC, p.id DESC`,
  name: Prisma.sql`lower(coalesce(p.name, p.address)), p.id`,
  opened: Prisma.sql`${lastOpened} DESC NULLS LAST, p.id`,
}

/** Also finds the guests that a member answers for. */
const searched = (q: string) =>
  Prisma.sql`p.kind = 'guest' ${
    q
      ? Prisma.sql`AND (p.name ILIKE ${like(q)} OR p.address ILIKE ${like(q)} OR s.name ILIKE ${like(q)} OR s.address ILIKE ${like(q)})`
      : Prisma.empty
  }`

const guests = Prisma.sql`"Principal" p JOIN "Guest" g ON g."principalId" = p.id LEFT JOIN "Principal" s ON s.id = g."sponsorId"`

async function countStates(q: string) {
  const [counts] = await db().$queryRaw<[Record<PersonState, number>]>`
    SELECT count(*) FILTER (WHERE ${states.pending})::int AS pending, count(*) FILTER (WHERE ${states.active})::int AS active,
      count(*) FILTER (WHERE ${states.blocked})::int AS blocked,
      count(*) FILTER (WHERE ${states.removed})::int AS removed
    FROM ${guests} WHERE ${searched(q)}`
  return counts
}

/** Counts for the rows shown alone, not for those that are skipped. */
const findPage = (chosen: Prisma.Sql, sort: ListGuests['sort'], skip: number) => {
  const at = now()
  return db().$queryRaw<GuestRow[]>`
    WITH shown AS MATERIALIZED (
      SELECT p.id, row_number() OVER (ORDER BY ${orders[sort]}) AS place
      FROM ${guests} WHERE ${chosen} ORDER BY place LIMIT ${PAGE_SIZE} OFFSET ${skip}
    )
    SELECT p.id, p.address, p.name, g."invitedAt", s.id AS "sponsorId", s.name AS "sponsorName", s.address AS "sponsorAddress",
      p."blockedAt" IS NOT NULL AS blocked,
      CASE WHEN ${states.removed} THEN 'removed' WHEN ${states.blocked} THEN 'blocked' WHEN ${states.pending} THEN 'pending' ELSE 'active' END AS state,
      (SELECT count(*)::int FROM "Grant" h JOIN "Resource" r ON r.id = h."resourceId" AND r."deletedAt" IS NULL
        WHERE h."principalId" = p.id AND ${liveIn('h', at)}) AS grants,
      (SELECT count(*)::int FROM "Session" v
        WHERE v."principalId" = p.id AND v."endedAt" IS NULL AND v."expiresAt" > ${at}) AS sessions,
      ${lastOpened} AS "lastOpenedAt", CASE WHEN ${states.blocked} THEN g."removalDueAt" END AS "removalDueAt"
    FROM shown JOIN ${guests} ON p.id = shown.id ORDER BY shown.place`
}
