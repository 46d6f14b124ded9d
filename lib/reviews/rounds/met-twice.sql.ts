// In SQL: a part of larger statements, which looks up for each of their rows what lies before a person twice.

import { Prisma } from '../../db/generated/client'
import { hadEnded } from './ended-before.sql'

/**
 * Joins `twice` to `seats`, each a person by `"principalId"` with their `panels`: of the items that lie before that person
 * both as the first reviewer's and as the second's, how many `items` the panels' counters hold twice, and how many too
 * many are `open` there, since one person gives one answer. Looks for them only where `seats.two`, a round with second
 * reviewers: as a condition of the join it would be asked after the look.
 */
export const metTwice = Prisma.sql`CROSS JOIN LATERAL (
  SELECT count(*)::int AS items, (count(*) FILTER (WHERE NOT ${hadEnded} AND num_nulls(first.answer, second.answer) > 0
    AND coalesce(first."answeredById", second."answeredById", seats."principalId") = seats."principalId"))::int AS open
  FROM "ReviewSeat" second JOIN "ReviewSeat" first ON first."itemId" = second."itemId" AND NOT first.second
    JOIN "ReviewPanel" n ON n.id = second."panelId" JOIN "ReviewItem" i ON i."roundId" = n."roundId" AND i.id = second."itemId"
  WHERE seats.two AND cardinality(seats.panels) > 1 AND second.second AND second."panelId" = ANY(seats.panels) AND first."panelId" = ANY(seats.panels)
) twice`
