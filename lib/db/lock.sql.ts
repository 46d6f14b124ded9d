// In SQL: Prisma's client locks nothing.

import { Prisma } from './generated/client'
import type { Tx } from './transaction'

/**
 * Locks a row until the transaction ends. What is read by a statement of its own after it is what stands then: a change
 * that another transaction made meanwhile is seen.
 */
export const lockRow = (
  tx: Tx,
  table: 'AccessReview' | 'Principal' | 'Resource' | 'ShareLink' | 'StoredFile',
  id: string,
) => tx.$queryRaw`SELECT 1 FROM ${Prisma.raw(`"${table}"`)} WHERE id = ${id}::uuid FOR UPDATE`

/** Waits until nobody else holds the name or shares it, and holds it until the transaction ends. */
export const hold = (tx: Tx, name: string) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}::text, 0))`

/** Waits until nobody holds the name, and shares it with others until the transaction ends. */
export const share = (tx: Tx, name: string) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}::text, 0))`
