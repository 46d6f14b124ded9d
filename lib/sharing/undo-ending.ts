import { after, now } from '../clock'
import type { Tx } from '../db/transaction'
import { callerId, type Caller } from '../principal'
import { UNDO_TAKEN } from '../undo'

type Undone = { principalId: string; resourceId: string; endedAt: Date }

/**
 * Puts a grant in force again that the caller ended, within `UNDO_TAKEN` milliseconds. Null: it is too late, another person
 * ended the grant, its own end has passed, or its resource is deleted. An ending more than that time in the future, written
 * while a clock was wrong, can't be undone either.
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
