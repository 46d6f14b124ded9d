// In SQL: what lies before the caller is itself a query, which is counted and joined where it stands.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { ReviewAnswer } from '../rounds/settings'
import type { MyRound } from './find-my-round'
import type { MyItems } from './my-items'
import { myItems } from './my-items.sql'

const Counted = z.strictObject({ recommendation: ReviewAnswer.nullable(), items: z.int() })

/** Counts the items before the caller that can be answered by their recommendation, of at most `most` a panel. */
export const countByRecommendation = (my: MyRound, chosen: MyItems, most: number) =>
  queryRows(
    db(),
    Prisma.sql`
    SELECT i.recommendation::text, count(*)::int AS items FROM (${myItems(my, chosen, { most, answerable: true })}) mine
      JOIN "ReviewItem" i ON i."roundId" = ${my.round.id}::uuid AND i.id = mine.id GROUP BY 1`,
    Counted,
  )

const Recommended = z.strictObject({
  id: z.int(),
  grantId: z.string().nullable(),
  recommendation: ReviewAnswer,
  grantedAt: z.date(),
  lastOpenedAt: z.date().nullable(),
  inviterGone: z.boolean(),
  inviter: z.string().nullable(),
})

/** Finds items before the caller that can be answered and have a recommendation, at most `most`, with what speaks for it. */
export const findRecommended = (tx: Tx, my: MyRound, chosen: MyItems, most: number) =>
  queryRows(
    tx,
    Prisma.sql`
    SELECT i.id, i."grantId", i.recommendation::text, i."grantedAt", i."lastOpenedAt", i."inviterGone", coalesce(b.name, b.address) AS inviter
    FROM (${myItems(my, chosen, { most, answerable: true, recommended: true })} LIMIT ${most}) mine
      JOIN "ReviewItem" i ON i."roundId" = ${my.round.id}::uuid AND i.id = mine.id LEFT JOIN "Principal" b ON b.id = i."grantedById"`,
    Recommended,
  )
