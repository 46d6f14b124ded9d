// In SQL: Prisma's client locks no row that it reads.

import { z } from 'zod'
import { now } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'

const Due = z.strictObject({ name: z.string(), settings: z.unknown(), nextRoundAt: z.date() })

/** Locks a review whose next round has come due. Resolves to nothing for any other. */
export const lockDue = (tx: Tx, reviewId: string) =>
  queryRows(
    tx,
    Prisma.sql`
      SELECT name, settings, "nextRoundAt" FROM "AccessReview"
      WHERE id = ${reviewId}::uuid AND "nextRoundAt" <= ${now()} AND "endedAt" IS NULL FOR UPDATE`,
    Due,
  )
