import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { hadEnded } from '../rounds/ended-before'
import { asksOneself, mayMeetTwice, type MyRound, panelIds, seatAnswer } from './find-my-round'
import { searchField } from '../../forms/pages'

export const MyItems = z.object({
  q: searchField,
  state: z.enum(['all', 'open', 'answered', 'approve', 'deny', 'dont_know', 'ended']).catch('all'),
  /** Which stand together. */
  by: z.enum(['person', 'resource']).catch('person'),
  sort: z.enum(['usual', 'unused', 'denied', 'newest']).catch('usual'),
})
export type MyItems = z.output<typeof MyItems>

/** Every item counts at most once, however many of the caller's panels it lies before. */
const seats = (my: MyRound) => {
  const ids = panelIds(my)
  const first = { column: Prisma.sql`i."panelId"`, but: Prisma.empty }
  const second = {
    column: Prisma.sql`i."secondPanelId"`,
    but: mayMeetTwice(my) ? Prisma.sql`AND NOT i."panelId" = ANY(${ids}::uuid[])` : Prisma.empty,
  }
  return my.settings.secondReviewer ? [first, second] : [first]
}

/**
 * The items before the caller as a query of ids: panel by panel along its index, so that the first pages of a million
 * items cost what those of a thousand do. `most`: how many from the first on.
 */
export function myItems(my: MyRound, { q, state, by, sort }: MyItems, most: number, more = Prisma.empty) {
  const key = sort === 'usual' && by === 'person' ? Prisma.sql`0` : keys[sort === 'usual' ? 'resource' : sort]
  const order = sort === 'usual' && by === 'person' ? Prisma.sql`i.id` : Prisma.sql`${key}, i.id`
  const branches = seats(my).map(
    ({ column, but }) => Prisma.sql`
      SELECT each.id, each.key FROM unnest(${panelIds(my)}::uuid[]) AS seat(panel) CROSS JOIN LATERAL (
        SELECT i.id, ${key} AS key FROM "ReviewItem" i ${q ? named : Prisma.empty}
        WHERE ${column} = seat.panel ${but} ${inState(my, state)} ${q ? matching(q) : Prisma.empty} ${more} ORDER BY ${order} LIMIT ${most}
      ) each`,
  )
  return Prisma.sql`SELECT id, key FROM (${Prisma.join(branches, ' UNION ALL ')}) mine ORDER BY ${key === keys.resource || sort !== 'usual' ? Prisma.sql`key, id` : Prisma.sql`id`}`
}

const keys = {
  // As text, lest the index of all rounds' resources is walked for the few that are the caller's.
  resource: Prisma.sql`(i."resourceId"::text COLLATE "C")`,
  unused: Prisma.sql`coalesce(i."lastOpenedAt", 'epoch')`,
  denied: Prisma.sql`CASE i.recommendation WHEN 'deny' THEN 0 WHEN 'approve' THEN 2 ELSE 1 END`,
  newest: Prisma.sql`-extract(epoch FROM i."grantedAt")`,
}

const named = Prisma.sql`JOIN "Principal" p ON p.id = i."principalId" LEFT JOIN "Resource" r ON r.id = i."resourceId"`

const matching = (q: string) =>
  Prisma.sql`AND (p.name ILIKE ${like(q)} OR p.address ILIKE ${like(q)} OR r.title ILIKE ${like(q)})`

function inState(my: MyRound, state: MyItems['state']) {
  if (state === 'all') return Prisma.empty
  if (state === 'open') return Prisma.sql`AND ${seatAnswer(my)} IS NULL AND NOT ${hadEnded}`
  if (state === 'answered') return Prisma.sql`AND (${seatAnswer(my)} IS NOT NULL OR ${hadEnded})`
  if (state === 'ended') return Prisma.sql`AND ${seatAnswer(my)} IS NULL AND ${hadEnded}`
  return Prisma.sql`AND ${seatAnswer(my)} = ${state}::"ReviewAnswer"`
}

/** All but what nobody may answer for: what had ended before, and the caller's own access, unless guests are asked about themselves. */
export const answerable = (my: MyRound) =>
  my.panels.some(asksOneself)
    ? Prisma.sql`AND NOT ${hadEnded}`
    : Prisma.sql`AND NOT ${hadEnded} AND i."principalId" <> ${my.person.principal.id}::uuid`
