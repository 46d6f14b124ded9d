// In SQL: items are read panel by panel along an index, each up to a limit, which Prisma's client can't ask in one query.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { hadEndedIn } from '../rounds/ended-before.sql'
import { asksOneself, mayMeetTwice, type MyRound, panelIds } from './find-my-round'
import type { MyItems } from './my-items'
import { mySeatsOf } from './my-seat.sql'

type Further = {
  /** How many from the first on; as many again of each further panel may come with them. */
  most: number
  /** Leaves out what nobody may answer for: what had ended before, and the caller's own access, unless guests are asked about themselves. */
  answerable?: boolean
  /** Leaves out what has no recommendation. */
  recommended?: boolean
}

/** A row that says where an item lies. */
export const Placed = z.strictObject({ id: z.int(), place: z.bigint() })

/**
 * Finds the items before the caller as a query of `id`, `place`, the caller's `answer` and whether access had `ended`
 * before: panel by panel along its index of seats, so that the first pages of a million items cost what those of a
 * thousand do. Every item counts at most once, however many of the caller's panels it lies before. Ids of
 * resources are sorted as text, lest the index of all rounds' resources is walked for the few that are the caller's.
 */
export function myItems(my: MyRound, chosen: MyItems, further: Further) {
  const key = chosen.sort === 'usual' ? chosen.by : chosen.sort
  return Prisma.sql`
    SELECT mine.id, mine.answer, mine.ended,
      row_number() OVER (ORDER BY mine."byResource", mine."byUse", mine."byAdvice", mine."byAge", mine.id) AS place
    FROM unnest(${panelIds(my)}::uuid[]) AS panel(id) CROSS JOIN LATERAL (
      SELECT i.id, s.answer, ${hadEndedIn('i')} AS ended, keys.* FROM "ReviewSeat" s
        JOIN "ReviewItem" i ON i."roundId" = ${my.round.id}::uuid AND i.id = s."itemId"
        LEFT JOIN "Principal" p ON p.id = i."principalId" LEFT JOIN "Resource" r ON r.id = i."resourceId"
        CROSS JOIN LATERAL (
          SELECT CASE ${key} WHEN 'resource' THEN i."resourceId"::text END COLLATE "C" AS "byResource",
            CASE ${key} WHEN 'unused' THEN coalesce(i."lastOpenedAt", 'epoch') END AS "byUse",
            CASE ${key} WHEN 'denied' THEN CASE i.recommendation WHEN 'deny' THEN 0 WHEN 'approve' THEN 2 ELSE 1 END END AS "byAdvice",
            CASE ${key} WHEN 'newest' THEN -extract(epoch FROM i."grantedAt") END AS "byAge"
        ) keys
      WHERE s."panelId" = panel.id AND (NOT ${mayMeetTwice(my)} OR s.second = (SELECT seat."asSecond" FROM (VALUES (i.id)) item(id) ${mySeatsOf('i', my)}))
        AND ${matching(my, chosen, further)}
      ORDER BY keys."byResource", keys."byUse", keys."byAdvice", keys."byAge", i.id LIMIT ${further.most}
    ) mine`
}

const matching = (
  my: MyRound,
  { q, state }: MyItems,
  { answerable = false, recommended = false }: Further,
) => Prisma.sql`
  (${q} = '' OR p.name ILIKE ${like(q)} OR p.address ILIKE ${like(q)} OR r.title ILIKE ${like(q)})
  AND CASE ${state} WHEN 'all' THEN true WHEN 'open' THEN s.answer IS NULL AND NOT ${hadEndedIn('i')} WHEN 'answered' THEN s.answer IS NOT NULL OR ${hadEndedIn('i')}
    WHEN 'ended' THEN s.answer IS NULL AND ${hadEndedIn('i')} ELSE s.answer::text = ${state} END
  AND (NOT ${answerable} OR NOT ${hadEndedIn('i')} AND (${my.panels.some(asksOneself)} OR i."principalId" <> ${my.person.principal.id}::uuid))
  AND (NOT ${recommended} OR i.recommendation IS NOT NULL)`
