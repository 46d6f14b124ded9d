// In SQL: Prisma's client sorts no names without regard to case.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

const Row = z.strictObject({ name: z.string() })

/** The names of the policies, on or off, that ask for a document. */
export async function policiesWith(tx: Tx, documentId: string): Promise<string[]> {
  const rows = await queryRows(
    tx,
    Prisma.sql`
      SELECT name FROM "Policy" WHERE "deletedAt" IS NULL AND settings #> '{controls,termsIds}' @> to_jsonb(${documentId}::text) ORDER BY lower(name)`,
    Row,
  )
  return rows.map(({ name }) => name)
}
