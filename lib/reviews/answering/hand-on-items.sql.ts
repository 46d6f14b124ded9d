// In SQL: Prisma's client does not see which of two seats of an item is the caller's.

import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { Held } from '../rounds/hand-over'
import { type MyRound, panelIds } from './find-my-round'
import type { MyItems } from './my-items'
import { myItems, Placed } from './my-items.sql'
import { mySeatsOf } from './my-seat.sql'

/** Finds those of some items that lie before the caller in the stage being answered. Lock them first: seats change under the lock of their item. */
export const findMine = (tx: Tx, my: MyRound, wanted: number[]) =>
  queryRows(
    tx,
    Prisma.sql`
    SELECT i.id, i."principalId", (seat.own)."panelId", (seat.other)."panelId" AS "otherPanelId", seat."asSecond" FROM "ReviewItem" i ${mySeatsOf('i', my)}
    WHERE i."roundId" = ${my.round.id}::uuid AND i.stage = ${my.round.stage} AND i.id = ANY(${wanted}::int[])
      AND (seat.own)."panelId" = ANY(${panelIds(my)}::uuid[]) ORDER BY i.id`,
    Held,
  )

/** Lists the first items before the caller, at most `most`. */
export const findFirst = (tx: Tx, my: MyRound, chosen: MyItems, most: number) =>
  queryRows(
    tx,
    Prisma.sql`SELECT id, place FROM (${myItems(my, chosen, { most })}) mine ORDER BY place LIMIT ${most}`,
    Placed,
  )
