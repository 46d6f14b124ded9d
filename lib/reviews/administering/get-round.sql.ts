// In SQL: two counts in one statement, where the client would ask twice.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'

const Counted = z.strictObject({ done: z.int(), total: z.int() })

/** Counts guests: all of them, and those up to an address. */
export async function countGuests(through: string) {
  const [row] = await queryRows(
    db(),
    Prisma.sql`
    SELECT count(*) FILTER (WHERE address <= ${through})::int AS done, count(*)::int AS total FROM "Principal" WHERE kind = 'guest'`,
    Counted,
  )
  return row!
}
