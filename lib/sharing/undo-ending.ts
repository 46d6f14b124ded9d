import { after, now } from '../clock'
import type { Tx } from '../db/transaction'
import { callerId, type Caller } from '../principal'
import { UNDO_TAKEN } from '../undo'

type Undone = { principalId: string; resourceId: string; endedAt: Date }

/**
 * Makes a grant as it was before the caller ended it, in the caller's transaction: within the time for that, and unless
 * anybody has said no since; not what lies ahead, written while a clock was wrong. Resolves to what was undone; null where it can't be.
 */
export async function undoEnding(tx: Tx, caller: Caller, grantId: string): Promise<Undone | null> {
  const at = now()
  const [undone] = await tx.$queryRaw<Undone[]>`
    WITH before AS MATERIALIZED (
      SELECT g.id, g."revokedAt" AS "endedAt" FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId"
      WHERE g.id = ${grantId}::uuid AND g."revokedById" = ${callerId(caller)}::uuid AND g."undoUntil" > ${at} AND g."revokedAt" < ${after(at, UNDO_TAKEN)}
        AND (g."endsAt" IS NULL OR g."endsAt" > ${at}) AND r."deletedAt" IS NULL
      FOR UPDATE OF g
    )
    UPDATE "Grant" g SET "revokedAt" = NULL, "revokedById" = NULL, "undoUntil" = NULL FROM before WHERE g.id = before.id
    RETURNING g."principalId", g."resourceId", before."endedAt"`
  return undone ?? null
}
