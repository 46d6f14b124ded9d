import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { endAllOf } from '../../people/guests/end-all-of'
import type { Caller } from '../../principal'

/**
 * Removes a guest who was brought in by a share link and got nothing since: no access, no invitation, no privacy
 * statement accepted. A half-made account would be all that is left of them. Whoever was invited stays so.
 */
export async function removeUnmade(tx: Tx, caller: Caller, principalId: string) {
  const removed = await tx.$executeRaw`
    UPDATE "Principal" p SET "removedAt" = ${now()}, "removedById" = p.id
    FROM "Guest" g WHERE p.id = ${principalId}::uuid AND g."principalId" = p.id AND p.kind = 'guest' AND p."removedAt" IS NULL
      AND (g."privacyAcceptedAt" IS NULL OR g."privacyAcceptedAt" < g."invitedAt")
      AND NOT EXISTS (SELECT 1 FROM "Grant" h WHERE h."principalId" = p.id AND (h."revokedAt" IS NULL OR h."grantedAt" >= g."invitedAt"))
      AND NOT EXISTS (SELECT 1 FROM "Invitation" i WHERE i."principalId" = p.id AND i."withdrawnAt" IS NULL)`
  if (removed > 0) await endAllOf(tx, caller, principalId, 'declined the terms')
}
