// In SQL: Prisma's client locks nothing.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

const Row = z.strictObject({ left: z.boolean() })

/**
 * Locks a grant's mails of a template that were written since the grant was last given and were not dropped. `left`: a
 * worker has taken the mail.
 */
export const lockMails = (tx: Tx, grantId: string, template: string) =>
  queryRows(
    tx,
    Prisma.sql`
      SELECT attempts > 0 AS left FROM "Mail" m
      WHERE m."grantId" = ${grantId}::uuid AND template = ${template} AND "droppedAt" IS NULL
        AND "createdAt" >= (SELECT "grantedAt" FROM "Grant" g WHERE g.id = m."grantId")
      FOR UPDATE OF m`,
    Row,
  )
