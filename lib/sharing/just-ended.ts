import { after } from '../clock'
import type { Prisma } from '../db/generated/client'
import { UNDO_SHOWN, undoSecondsLeft } from '../undo'

type Ending = { revokedAt: Date | null; revokedById: string | null; undoUntil: Date | null }

/** For how many more seconds the undo button is shown, and until when an undo is accepted. Null: nothing to undo. */
export type Undo = { seconds: number; until: Date } | null

/** Matches one holder's grants that have just ended, as `justEnded` (just-ended.sql) does, for Prisma. */
export const justEndedOf = (holderId: string, readerId: string | null, at: Date): Prisma.GrantWhereInput => ({
  undoUntil: { gt: at },
  OR: [
    { revokedById: readerId, revokedAt: { gt: after(at, -UNDO_SHOWN) } },
    { revokedById: holderId, NOT: { revokedById: readerId } },
  ],
})

/** Returns the undo that the reader of a list is offered: only for endings by the reader. */
export function undoOf({ revokedAt, revokedById, undoUntil }: Ending, readerId: string | null, at: Date): Undo {
  if (!revokedAt || !undoUntil || revokedById !== readerId) return null
  return { seconds: undoSecondsLeft(revokedAt, at), until: undoUntil }
}
