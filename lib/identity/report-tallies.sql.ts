// In SQL: Prisma's client deletes many rows without telling what they were.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

const Row = z.strictObject({ key: z.string(), startedAt: z.date(), count: z.int() })
export type Tally = z.infer<typeof Row>

/** Deletes the tallies of hours that began no later than `until`. Resolves to them. */
export const deleteTallies = (tx: Tx, until: Date) =>
  queryRows(tx, Prisma.sql`DELETE FROM "Tally" WHERE "startedAt" <= ${until} RETURNING key, "startedAt", count`, Row)
