import { after } from '../clock'
import { Prisma } from '../db/generated/client'
import { UNDO_SHOWN, undoSecondsLeft } from '../undo'

type Ending = { revokedAt: Date | null; revokedById: string | null; undoUntil: Date | null }

/** How many seconds the button that undoes an ending stands there, and until when that is taken. Null: no such button. */
export type Undo = { seconds: number; until: Date } | null

/**
 * Grants (`g`) that stay in a list for a moment though they have ended: the reader can undo what they ended themselves,
 * and revoke what its holder gave up before it is taken back.
 */
export const justEnded = (readerId: string | null, at: Date) => Prisma.sql`(g."undoUntil" > ${at} AND (
  g."revokedById" = ${readerId}::uuid AND g."revokedAt" > ${after(at, -UNDO_SHOWN)}
  OR g."revokedById" = g."principalId" AND g."revokedById" IS DISTINCT FROM ${readerId}::uuid))`

/** The same for Prisma, of one holder's grants. */
export const justEndedOf = (holderId: string, readerId: string | null, at: Date): Prisma.GrantWhereInput => ({
  undoUntil: { gt: at },
  OR: [
    { revokedById: readerId, revokedAt: { gt: after(at, -UNDO_SHOWN) } },
    { revokedById: holderId, NOT: { revokedById: readerId } },
  ],
})

/** What the reader of a list can undo of an ending. */
export function undoOf({ revokedAt, revokedById, undoUntil }: Ending, readerId: string | null, at: Date): Undo {
  if (!revokedAt || !undoUntil || revokedById !== readerId) return null
  return { seconds: undoSecondsLeft(revokedAt, at), until: undoUntil }
}
