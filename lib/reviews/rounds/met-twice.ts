import { Prisma } from '../../db/generated/client'
import { hadEnded } from './ended-before'

/**
 * Of one person's panels, the items that lie before them both as the first reviewer's and as the second's: how many
 * `items` the panels' counters hold twice, and how many too many are `open` there, since one person gives one answer.
 * Looks only `when` it can be: as a condition of the join it would be asked after the look.
 */
export const metTwice = (when: Prisma.Sql, panels: Prisma.Sql, person: Prisma.Sql) => Prisma.sql`(
  SELECT count(*)::int AS items, (count(*) FILTER (WHERE NOT ${hadEnded} AND num_nulls(i.answer, i."secondAnswer") > 0 AND coalesce(i."answeredById", i."secondById", ${person}) = ${person}))::int AS open
  FROM "ReviewItem" i WHERE ${when} AND i."panelId" = ANY(${panels}) AND i."secondPanelId" = ANY(${panels}))`
