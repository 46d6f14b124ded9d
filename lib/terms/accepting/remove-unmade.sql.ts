// In SQL: compares times of two tables, and changes the row only while all of it holds.

import type { Tx } from '../../db/transaction'

/**
 * Marks a guest as removed by themself who got nothing since they were invited last: no access, no invitation, no privacy
 * statement accepted. Resolves to how many rows it changed.
 */
export const markUnmade = (tx: Tx, principalId: string, at: Date) => tx.$executeRaw`
  UPDATE "Principal" p SET "removedAt" = ${at}, "removedById" = p.id
  FROM "Guest" g WHERE p.id = ${principalId}::uuid AND g."principalId" = p.id AND p.kind = 'guest' AND p."removedAt" IS NULL
    AND (g."privacyAcceptedAt" IS NULL OR g."privacyAcceptedAt" < g."invitedAt")
    AND NOT EXISTS (SELECT 1 FROM "Grant" h WHERE h."principalId" = p.id AND (h."revokedAt" IS NULL OR h."grantedAt" >= g."invitedAt"))
    AND NOT EXISTS (SELECT 1 FROM "Invitation" i WHERE i."principalId" = p.id AND i."withdrawnAt" IS NULL)`
