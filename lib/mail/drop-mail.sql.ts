// In SQL: Prisma's client sends no notification.

import type { Tx } from '../db/transaction'

/** Wakes the worker once the transaction has committed, to look for mail that is due. */
export const wakeWorker = (tx: Tx) => tx.$executeRaw`SELECT pg_notify('mail', '')`
