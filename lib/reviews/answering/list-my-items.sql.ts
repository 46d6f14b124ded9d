// In SQL: what lies before the caller is itself a query, which is cut, counted and joined where it stands.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { MyRound } from './find-my-round'
import type { MyItems } from './my-items'
import { myItems, Placed } from './my-items.sql'

const Match = z.strictObject({ id: z.int(), answered: z.boolean() })

/** Lists the items before the caller that can be answered, at most `most`, each with whether it has an answer already. */
export const findMatching = (my: MyRound, chosen: MyItems, most: number) =>
  queryRows(
    db(),
    Prisma.sql`
    SELECT id, answer IS NOT NULL AS answered FROM (${myItems(my, chosen, { most, answerable: true })}) mine ORDER BY place LIMIT ${most}`,
    Match,
  )

/** Lists the items before the caller that stand on a page, from page 1 on. `size`: of a page. */
export const findPage = (my: MyRound, chosen: MyItems, page: number, size: number) =>
  queryRows(
    db(),
    Prisma.sql`
    SELECT id, place FROM (${myItems(my, chosen, { most: page * size })}) mine ORDER BY place LIMIT ${size} OFFSET ${(page - 1) * size}`,
    Placed,
  )

const Counted = z.strictObject({ total: z.int() })

/** Counts the items before the caller, up to `most`. */
export async function countMatching(my: MyRound, chosen: MyItems, most: number) {
  const all = myItems(my, chosen, { most })
  const [row] = await queryRows(
    db(),
    Prisma.sql`SELECT count(*)::int AS total FROM (SELECT id FROM (${all}) mine LIMIT ${most}) each`,
    Counted,
  )
  return row!.total
}
