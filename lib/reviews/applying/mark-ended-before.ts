import { now } from '../../clock'
import type { Tx } from '../../db/transaction'

/**
 * Marks what a round keeps although it had ended before: revoked by somebody or by a job, run out, deleted or removed with
 * its guest. Writes when, by whom where a person did it, and why, since the access may be given anew later. The caller
 * holds the round.
 */
export const markEndedBefore = (tx: Tx, roundId: string) => tx.$executeRaw`
  UPDATE "ReviewItem" i SET result = 'ended_before', "resultAt" = e.at, "resultById" = e.by, "resultReason" = e.why
  FROM (
    SELECT i.id, first.*
    FROM "ReviewItem" i JOIN "Principal" p ON p.id = i."principalId"
      LEFT JOIN "Grant" g ON g.id = i."grantId"
      LEFT JOIN "Resource" r ON r.id = i."resourceId"
      CROSS JOIN LATERAL (
        SELECT * FROM (VALUES
          (p."removedAt", p."removedById", 'the guest was removed'),
          (r."deletedAt", r."deletedById", 'what was shared was deleted'),
          (g."revokedAt", g."revokedById", CASE WHEN g."revokedById" = g."principalId" THEN 'given up' WHEN g."revokedById" IS NULL THEN (
            SELECT v.detail->>'cause' FROM "AuditEvent" v
            WHERE v."resourceId" = i."resourceId" AND v."principalId" = i."principalId" AND v.type = 'grant.revoked' ORDER BY v.at DESC LIMIT 1) END),
          (g."endsAt", NULL, 'it ran out')
        ) endings(at, by, why) WHERE at <= ${now()} ORDER BY at LIMIT 1
      ) first
    WHERE i."roundId" = ${roundId}::uuid AND i.result IS NULL
  ) e WHERE i."roundId" = ${roundId}::uuid AND i.id = e.id`
