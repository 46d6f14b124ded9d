// In SQL: who sits alone is worked out beside the items in one statement, where the client would fetch them all.

import { z } from 'zod'
import { hereIn } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hadEndedIn } from '../rounds/ended-before.sql'
import type { RoundRow } from '../rounds/round-row'

const LeftAlone = z.strictObject({ panelId: z.string(), items: z.int() })

/** Items of one first seat that wait for two answers, and how many. */
export type LeftAlone = z.infer<typeof LeftAlone>

/** Counts what only one person could answer as first and as second reviewer, by the first seat's panel. Looks at items that lie before somebody twice alone. */
export const countLeftAlone = (tx: Tx, { id, stage }: Pick<RoundRow, 'id' | 'stage'>) =>
  queryRows(
    tx,
    Prisma.sql`
    WITH seat AS MATERIALIZED (
      SELECT n.id, v."principalId", count(*) OVER (PARTITION BY n.id) = 1 AS alone
      FROM "ReviewPanel" n JOIN "Reviewer" v ON v."panelId" = n.id JOIN "Principal" p ON p.id = v."principalId"
      WHERE n."roundId" = ${id}::uuid AND n.stage = ${stage} AND v."leftAt" IS NULL AND ${hereIn('p')}
    ), person AS (
      SELECT "principalId" AS id, array_agg(id) AS panels, array_agg(id) FILTER (WHERE alone) AS own FROM seat GROUP BY 1 HAVING count(*) > 1 AND bool_or(alone)
    )
    SELECT first."panelId", count(*)::int AS items
    FROM person s JOIN "ReviewSeat" first ON first."panelId" = ANY(s.panels) AND NOT first.second
      JOIN "ReviewSeat" second ON second."itemId" = first."itemId" AND second.second AND second."panelId" = ANY(s.panels)
      JOIN "ReviewItem" i ON i."roundId" = ${id}::uuid AND i.id = first."itemId"
      CROSS JOIN LATERAL (SELECT first."panelId" = ANY(s.own) AS first, second."panelId" = ANY(s.own) AS second) alone
    -- An answer is missing that only they could give, and they gave the other.
    WHERE NOT ${hadEndedIn('i')} AND CASE
      WHEN first.answer IS NULL AND second.answer IS NULL THEN alone.first AND alone.second
      WHEN second.answer IS NULL THEN alone.second AND first."answeredById" = s.id
      WHEN first.answer IS NULL THEN alone.first AND second."answeredById" = s.id
      ELSE false END
    GROUP BY 1`,
    LeftAlone,
  )
