// In SQL: one statement uses a link up and finds whose address it is for, which is no relation of the link.

import { z } from 'zod'
import { after } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hashToken } from '../../secrets'
import { LET_IN_LIFE } from './new-let-in'

const Used = z.strictObject({ address: z.string(), principalId: z.string().nullable() })

/**
 * Uses a link up, for the browser with a fresh token. Of all requests with one link, however many at once, one passes.
 * Undefined: the link can't be used.
 */
export async function useUp(tx: Tx, token: string, fresh: string, at: Date) {
  const [used] = await queryRows(
    tx,
    Prisma.sql`
  UPDATE "LetIn" SET "usedAt" = ${at}, "browserHash" = ${hashToken(fresh)}
  WHERE "tokenHash" = ${hashToken(token)} AND "usedAt" IS NULL AND "createdAt" > ${after(at, -LET_IN_LIFE)}
  RETURNING address, (SELECT id FROM "Principal" WHERE "Principal".address = "LetIn".address) AS "principalId"`,
    Used,
  )
  return used
}
