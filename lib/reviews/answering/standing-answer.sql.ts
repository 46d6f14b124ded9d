// In SQL: Prisma's client keeps no last row of a group, and would fetch whole histories.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { ReviewAnswer } from '../rounds/settings'

const Said = z.strictObject({
  itemId: z.int(),
  stage: z.int(),
  first: ReviewAnswer.nullable(),
  second: ReviewAnswer.nullable(),
  /** The first was given by who shared it, or a second was asked. Null: neither, as far as is known. */
  paired: z.boolean().nullable(),
})

/** Finds the last answers that items were given in each stage before one, earliest stage first. */
export const findSaidBefore = (tx: Tx, { roundId, stage, ids }: { roundId: string; stage: number; ids: number[] }) =>
  queryRows(
    tx,
    Prisma.sql`
  WITH last AS (
    SELECT DISTINCT ON ("itemId", stage, second) "itemId", stage, second, answer, "byId" FROM "ReviewDecision"
    WHERE "roundId" = ${roundId}::uuid AND "itemId" = ANY(${ids}::int[]) AND stage < ${stage} ORDER BY "itemId", stage, second, at DESC, id DESC
  )
  SELECT l."itemId", l.stage, max(l.answer::text) FILTER (WHERE NOT l.second) AS first, max(l.answer::text) FILTER (WHERE l.second) AS second,
    bool_or(l.second OR l."byId" = i."grantedById" OR l."byId" = r."sharedById") AS paired
  FROM last l JOIN "ReviewItem" i ON i."roundId" = ${roundId}::uuid AND i.id = l."itemId" LEFT JOIN "Resource" r ON r.id = i."resourceId"
  GROUP BY l."itemId", l.stage ORDER BY l.stage`,
    Said,
  )
