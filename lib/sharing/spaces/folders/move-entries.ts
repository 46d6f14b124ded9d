import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { transaction } from '../../../db/transaction'
import { Invalid } from '../../../errors'
import type { Caller } from '../../../principal'
import { findSpace } from '../find-space'
import { arrange, placesOf } from './arrange'
import { findFolder } from './find-folder'
import { holdOpenSpace } from '../hold-open-space'

/** How many entries one move takes: four pages of what a space holds. */
export const MOST_AT_ONCE = 200

/** The folder whose page something was chosen on, to lead back there; empty: the space's. */
export const fromField = z.uuid().or(z.literal('')).catch('')

/** Things and folders that were chosen in a list, by their ids. */
const chosen = {
  thing: z.array(z.uuid()).max(MOST_AT_ONCE, `Move at most ${MOST_AT_ONCE} at once.`).default([]),
  folder: z.array(z.uuid()).max(MOST_AT_ONCE, `Move at most ${MOST_AT_ONCE} at once.`).default([]),
}

export const MoveEntries = z.object({
  spaceId: z.string(),
  ...chosen,
  /** A folder, or "top": none. */
  into: z.union([z.literal('top'), z.uuid()], 'Choose where to move it.'),
  from: fromField,
})
export type MoveEntries = z.output<typeof MoveEntries>

/**
 * Moves things and folders into a folder of their space, or out of all: every one of them, or none. Returns the id by which the move is
 * undone; null: all lay there already. Throws `NotFound`, `AccessDenied`, `Invalid` where nothing was chosen, and `Conflict` as `arrange` does.
 */
export async function moveEntries(caller: Caller, { spaceId, thing, folder, into, from }: MoveEntries) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.arrange', space.facts)
  if (thing.length + folder.length === 0) throw new Invalid('entry.missing', { thing: 'Choose what to move.' })
  return transaction(async (tx) => {
    await holdOpenSpace(tx, space.id)
    const places = await placesOf(tx, space.id, { things: thing, folders: folder })
    const target = into === 'top' ? null : await findFolder(tx, space.id, into)
    const intoId = target?.id ?? null
    const moved = places.filter(({ folderId }) => folderId !== intoId)
    const back = { spaceId: space.id, from }
    if (moved.length === 0) return { ...back, moveId: null }
    await arrange(tx, space.id, moved, intoId)
    const moveId = randomUUID()
    await recordAuditEvent(tx, caller, 'entries.moved', {
      resourceId: space.id,
      detail: {
        moveId,
        into: target?.name ?? null,
        intoId,
        entries: moved.map(({ id, what, folderId }) => ({ id, what, folderId })),
        name: moved.length === 1 ? moved[0]!.name : null,
      },
    })
    return { ...back, moveId }
  })
}
