// In SQL: Prisma's client groups by no expression, and the answer of an item depends on the caller's seat.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import { hadEnded } from '../rounds/ended-before.sql'
import type { MyRound } from './find-my-round'
import { myItems } from './my-items.sql'
import { seatAnswer } from './my-seat.sql'

const Counted = z.strictObject({ answer: z.enum(['approve', 'deny', 'dont_know', 'ended']).nullable(), items: z.int() })

/** Counts the items before the caller by their answer, of at most `most` a panel. `ended`: ended before without one; null: open. */
export function countByAnswer(my: MyRound, most: number) {
  const all = myItems(my, { q: '', state: 'all', by: 'person', sort: 'usual' }, { most })
  return queryRows(
    db(),
    Prisma.sql`
    SELECT coalesce(${seatAnswer(my)}::text, CASE WHEN ${hadEnded} THEN 'ended' END) AS answer, count(*)::int AS items FROM (${all}) each
      JOIN "ReviewItem" i ON i."roundId" = ${my.round.id}::uuid AND i.id = each.id GROUP BY 1`,
    Counted,
  )
}
