import { db } from './client'
import type { Prisma } from './generated/client'

/** What a verb writes with: a transaction, never the bare client. */
export type Tx = Prisma.TransactionClient

/** Runs `work` in one READ COMMITTED transaction: all of it happens, or none. `timeout`: milliseconds it may take. */
export const transaction = <T>(work: (tx: Tx) => Promise<T>, timeout = 30_000): Promise<T> =>
  db().$transaction(work, { maxWait: 10_000, timeout })
