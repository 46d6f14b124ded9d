// In SQL: Prisma's client locks nothing.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

const Row = z.strictObject({ needed: z.string().nullable() })

/** Locks the installation's row until the transaction ends, and reads the needed version. No row: nothing is claimed yet. */
export const lockNeeded = (tx: Tx) =>
  queryRows(tx, Prisma.sql`SELECT "neededVersion" AS needed FROM "Installation" FOR UPDATE`, Row)

/** Reads the needed version, once no transaction has the row locked. No row: nothing is claimed yet. */
export const readNeeded = () =>
  queryRows(db(), Prisma.sql`SELECT "neededVersion" AS needed FROM "Installation" FOR SHARE`, Row)
