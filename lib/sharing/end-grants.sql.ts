// In SQL: Prisma's client locks nothing, and sets no column by what another holds.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'
import { roles } from '../role'

const Row = z.strictObject({
  id: z.string(),
  principalId: z.string(),
  resourceId: z.string(),
  endsAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  revokedById: z.string().nullable(),
  role: z.enum(roles),
})
export type Held = z.infer<typeof Row>

/** Locks the grants that a revocation by this person, or by a job (null), would change. Locks in the order of ids; no undo can run meanwhile. */
export const lockGrants = (tx: Tx, ids: string[], by: string | null) =>
  queryRows(
    tx,
    Prisma.sql`
      SELECT id, "principalId", "resourceId", "endsAt", "revokedAt", "revokedById", role::text FROM "Grant"
      WHERE id = ANY(${ids}::uuid[]) AND ("revokedAt" IS NULL
        OR "revokedById" IS DISTINCT FROM ${by}::uuid AND ("revokedById" = "principalId" OR "undoUntil" IS NOT NULL))
      ORDER BY id FOR UPDATE`,
    Row,
  )

/** Who ends grants, null: a job; and when. */
type By = { by: string | null; at: Date }

/** Revokes grants. `until`: until when the revocation of those that were in force can be undone; null: never. */
export const revokeGrants = (tx: Tx, ids: string[], { by, at, until }: By & { until: Date | null }) => tx.$executeRaw`
  UPDATE "Grant" SET "undoUntil" = CASE WHEN "revokedAt" IS NULL THEN ${until}::timestamptz END, "revokedAt" = ${at}, "revokedById" = ${by}::uuid
  WHERE id = ANY(${ids}::uuid[])`

/** Withdraws the invitations to grants. */
export const withdrawInvitations = (tx: Tx, grantIds: string[], { by, at }: By) => tx.$executeRaw`
  UPDATE "Invitation" v SET "withdrawnAt" = ${at}, "withdrawnById" = ${by}::uuid FROM "Grant" g
  WHERE g.id = ANY(${grantIds}::uuid[]) AND v."resourceId" = g."resourceId" AND v."principalId" = g."principalId" AND v."withdrawnAt" IS NULL`
