// In SQL: Prisma's client locks nothing.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'
import { roles } from '../role'

const Row = z.strictObject({ role: z.enum(roles), endsAt: z.date().nullable() })
export type Terms = z.infer<typeof Row>

/** Locks a grant and reads its role and end. Changes at the same time wait for each other. Null: revoked. */
export async function lockTerms(tx: Tx, grantId: string): Promise<Terms | null> {
  const [terms] = await queryRows(
    tx,
    Prisma.sql`SELECT role::text, "endsAt" FROM "Grant" WHERE id = ${grantId}::uuid AND "revokedAt" IS NULL FOR UPDATE`,
    Row,
  )
  return terms ?? null
}
