// In SQL: Prisma's client locks nothing.

import type { Tx } from '../db/transaction'

/** Locks the organization's settings until the transaction ends. */
export const lockOrganization = (tx: Tx) => tx.$queryRaw`SELECT id FROM "Organization" FOR UPDATE`
