// In SQL: Prisma's client locks nothing, and does not see which of two seats of an item is the caller's.

import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { Held } from '../rounds/hand-over'
import { type MyRound, panelIds } from './find-my-round'
import type { MyItems } from './my-items'
import { myItems, Placed } from './my-items.sql'
import { asSecond } from './my-seat.sql'

/** Locks those of some items that lie before the caller in the stage being answered. */
export function lockMine(tx: Tx, my: MyRound, wanted: number[]) {
  const mine = panelIds(my)
  return queryRows(
    tx,
    Prisma.sql`
    SELECT i.id, i."principalId", i."panelId", i."secondPanelId", ${asSecond(my)} AS "asSecond" FROM "ReviewItem" i
    WHERE i."roundId" = ${my.round.id}::uuid AND i.stage = ${my.round.stage} AND i.id = ANY(${wanted}::int[])
      AND (i."panelId" = ANY(${mine}::uuid[]) OR i."secondPanelId" = ANY(${mine}::uuid[])) ORDER BY i.id FOR UPDATE OF i`,
    Held,
  )
}

/** Lists the first items before the caller, at most `most`. */
export const findFirst = (tx: Tx, my: MyRound, chosen: MyItems, most: number) =>
  queryRows(tx, Prisma.sql`${myItems(my, chosen, { most })} ORDER BY place LIMIT ${most}`, Placed)
