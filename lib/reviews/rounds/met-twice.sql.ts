// In SQL: a part of larger statements, which looks up for each of their rows what lies before a person twice.

import { of } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { hadEndedIn } from './ended-before.sql'

/**
 * Joins `twice` to rows under an alias, each a person by `"principalId"` with their `panels`: of the items that lie before that person
 * both as the first reviewer's and as the second's, how many `items` the panels' counters hold twice, and how many too
 * many are `open` there, since one person gives one answer. Looks for them only where `two`, a round with second
 * reviewers: as a condition of the join it would be asked after the look.
 */
export const metTwiceBy = (alias: string) => Prisma.sql`CROSS JOIN LATERAL (
  SELECT count(*)::int AS items, (count(*) FILTER (WHERE NOT ${hadEndedIn('i')} AND num_nulls(first.answer, second.answer) > 0
    AND coalesce(first."answeredById", second."answeredById", ${of(alias)}"principalId") = ${of(alias)}"principalId"))::int AS open
  FROM "ReviewSeat" second JOIN "ReviewSeat" first ON first."itemId" = second."itemId" AND NOT first.second
    JOIN "ReviewPanel" n ON n.id = second."panelId" JOIN "ReviewItem" i ON i."roundId" = n."roundId" AND i.id = second."itemId"
  WHERE ${of(alias)}two AND cardinality(${of(alias)}panels) > 1 AND second.second AND second."panelId" = ANY(${of(alias)}panels) AND first."panelId" = ANY(${of(alias)}panels)
) twice`
