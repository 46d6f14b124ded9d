// In SQL: Prisma's client locks nothing.

import { Prisma } from './generated/client'
import type { Tx } from './transaction'

/**
 * Locks a row until the transaction ends. What is read by a statement of its own after it is what stands then: a change
 * that another transaction made meanwhile is seen.
 */
export const lockRow = (tx: Tx, table: 'AccessReview' | 'Principal' | 'ShareLink' | 'StoredFile', id: string) =>
  tx.$queryRaw`SELECT 1 FROM ${Prisma.raw(`"${table}"`)} WHERE id = ${id}::uuid FOR UPDATE`

/** Locks files until the transaction ends, in the order of their ids. */
export const lockFiles = (tx: Tx, ids: string[]) =>
  tx.$queryRaw`SELECT 1 FROM "StoredFile" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`

/**
 * Locks a resource against others who hold it or change it, until the transaction ends. Rows that refer to it, such as grants, can
 * be written meanwhile: whoever writes them may hold a person that this transaction is about to refer to.
 */
export const holdResource = (tx: Tx, id: string) =>
  tx.$queryRaw`SELECT 1 FROM "Resource" WHERE id = ${id}::uuid FOR NO KEY UPDATE`

/** Waits until nobody else holds the name or shares it, and holds it until the transaction ends. */
export const hold = (tx: Tx, name: string) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}::text, 0))`

/** Waits until nobody holds the name, and shares it with others until the transaction ends. */
export const share = (tx: Tx, name: string) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}::text, 0))`
