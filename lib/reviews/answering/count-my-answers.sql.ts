// In SQL: Prisma's client groups by no expression, and the answer of an item depends on the caller's seat.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { MyRound } from './find-my-round'
import { myItems } from './my-items.sql'

const Counted = z.strictObject({ answer: z.enum(['approve', 'deny', 'dont_know', 'ended']).nullable(), items: z.int() })

/** Counts the items before the caller by their answer, of at most `most` a panel. `ended`: ended before without one; null: open. */
export function countByAnswer(my: MyRound, most: number) {
  const all = myItems(my, { q: '', state: 'all', by: 'person', sort: 'usual' }, { most })
  return queryRows(
    db(),
    Prisma.sql`
    SELECT coalesce(answer::text, CASE WHEN ended THEN 'ended' END) AS answer, count(*)::int AS items FROM (${all}) each GROUP BY 1`,
    Counted,
  )
}
