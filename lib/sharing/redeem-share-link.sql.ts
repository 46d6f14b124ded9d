// In SQL: Prisma's client locks nothing.

import { hereIn } from '../access/live'
import type { Tx } from '../db/transaction'

/**
 * Locks a principal who is neither blocked nor removed, until the transaction ends. Resolves to the rows it locked: one or
 * none.
 */
export const lockPrincipal = (tx: Tx, principalId: string) => tx.$queryRaw<unknown[]>`
  SELECT 1 FROM "Principal" WHERE id = ${principalId}::uuid AND ${hereIn('"Principal"')} FOR NO KEY UPDATE`
