// In SQL: a part of statements that are SQL themselves.

import { after } from '../clock'
import { Prisma } from '../db/generated/client'
import { UNDO_SHOWN } from '../undo'

/**
 * Matches grants (`g`) that have just ended and stay in a list. Those that the reader ended stay while the undo button is
 * shown. Those that their holders gave up stay while these can take them back: the reader can revoke them.
 */
export const justEnded = (readerId: string | null, at: Date) => Prisma.sql`(g."undoUntil" > ${at} AND (
  g."revokedById" = ${readerId}::uuid AND g."revokedAt" > ${after(at, -UNDO_SHOWN)}
  OR g."revokedById" = g."principalId" AND g."revokedById" IS DISTINCT FROM ${readerId}::uuid))`
