// In SQL: Prisma's client locks nothing, and returns nothing of a row as it was before its change.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

const Row = z.strictObject({ principalId: z.string(), resourceId: z.string(), endedAt: z.date() })
export type Undone = z.infer<typeof Row>

type Undo = {
  by: string | null
  at: Date
  /** Endings from this time on can't be undone. */
  before: Date
}

/** Puts a grant in force again that a person ended, where that can still be undone. No row: it can't. */
export const putBack = (tx: Tx, grantId: string, { by, at, before }: Undo) =>
  queryRows(
    tx,
    Prisma.sql`
      WITH before AS MATERIALIZED (
        SELECT g.id, g."revokedAt" AS "endedAt" FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId"
        WHERE g.id = ${grantId}::uuid AND g."revokedById" = ${by}::uuid AND g."undoUntil" > ${at} AND g."revokedAt" < ${before}
          AND (g."endsAt" IS NULL OR g."endsAt" > ${at}) AND r."deletedAt" IS NULL
        FOR UPDATE OF g
      )
      UPDATE "Grant" g SET "revokedAt" = NULL, "revokedById" = NULL, "undoUntil" = NULL FROM before WHERE g.id = before.id
      RETURNING g."principalId", g."resourceId", before."endedAt"`,
    Row,
  )
