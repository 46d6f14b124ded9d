// In SQL: Prisma's client locks nothing.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'

const Row = z.strictObject({
  id: z.string(),
  kind: z.enum(['member', 'guest']),
  name: z.string().nullable(),
  provenAt: z.date().nullable(),
  blockedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
})
export type Known = z.infer<typeof Row>

/** Locks the person of an address until the transaction ends. Undefined: there is none. */
export async function lockKnown(tx: Tx, address: string) {
  const [known] = await queryRows(
    tx,
    Prisma.sql`
      SELECT id, kind, name, "provenAt", "blockedAt", "removedAt" FROM "Principal" WHERE address = ${address} FOR UPDATE`,
    Row,
  )
  return known
}
