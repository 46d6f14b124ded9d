// In SQL: Prisma's client can't ask whether a table exists.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'

const Row = z.strictObject({ there: z.boolean() })

/** Checks whether the migrations have made the table of the claim yet. */
export async function isTableThere(): Promise<boolean> {
  const [row] = await queryRows(db(), Prisma.sql`SELECT to_regclass('"Installation"') IS NOT NULL AS there`, Row)
  return row!.there
}
