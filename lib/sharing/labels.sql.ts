// In SQL: Prisma's client locks nothing.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

const Row = z.strictObject({ id: z.string(), name: z.string() })

/** Reads a label that was not deleted, and keeps it so until the transaction ends. */
export const lockLabel = (tx: Tx, labelId: string) =>
  queryRows(
    tx,
    Prisma.sql`
      SELECT id, name FROM "SensitivityLabel" WHERE id = ${labelId}::uuid AND "deletedAt" IS NULL FOR SHARE`,
    Row,
  )
