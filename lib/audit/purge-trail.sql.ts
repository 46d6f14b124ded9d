// In SQL: Prisma's client calls no function of the database.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'

const Row = z.strictObject({ gone: z.int() })

/**
 * Deletes one batch of rows older than `days`. Resolves to its number of rows. Passes no parameter, since PostgreSQL may
 * name parameters in the context that the trigger reads.
 */
export async function purgeSome(days: number) {
  const [{ gone } = { gone: 0 }] = await queryRows(db(), Prisma.raw(`SELECT purge_trail(${days}) AS gone`), Row)
  return gone
}
