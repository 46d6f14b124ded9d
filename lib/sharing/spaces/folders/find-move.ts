import { z } from 'zod'
import { findAuditEvents } from '../../../audit/find-audit-events.sql'
import { after, now } from '../../../clock'
import { type Caller, callerId } from '../../../principal'
import { UNDO_TAKEN } from '../../../undo'

const Move = z.object({
  moveId: z.string(),
  into: z.string().nullable(),
  intoId: z.string().nullable(),
  name: z.string().nullable(),
  entries: z.array(z.object({ id: z.string(), what: z.enum(['thing', 'folder']), folderId: z.string().nullable() })),
})

/** How many of a space's latest moves are looked through for one. */
const LATEST = 50

/** Finds a move that the caller made in a space and may undo, by the trail. Null: there is none, or it is too late. */
export async function findMove(caller: Caller, spaceId: string, moveId: unknown) {
  const me = callerId(caller)
  if (typeof moveId !== 'string' || !moveId || !me) return null
  const from = after(now(), -UNDO_TAKEN)
  const events = await findAuditEvents({ resources: [spaceId], types: ['entries.moved'], from }, LATEST)
  const found = events.find(({ callerId: by, detail }) => by === me && detail?.moveId === moveId)
  const move = Move.safeParse(found?.detail)
  return found && move.success ? { ...move.data, at: found.at } : null
}
