import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { transaction, type Tx } from '../../../db/transaction'
import { Conflict } from '../../../errors'
import type { Caller } from '../../../principal'
import { findSpace } from '../find-space'
import { arrange, type Place, placesOf } from './arrange'
import { findMove } from './find-move'
import { holdOpenSpace } from '../hold-open-space'
import { fromField } from './move-entries'

export const UndoMove = z.object({ spaceId: z.string(), moveId: z.string(), from: fromField })
export type UndoMove = z.output<typeof UndoMove>

/**
 * Moves back what the caller moved just before, each entry to where it lay. Throws `NotFound`, `AccessDenied`, and `Conflict` where it is too late, something
 * was moved on or deleted meanwhile, or can't lie there any more.
 */
export async function undoMove(caller: Caller, { spaceId, moveId, from }: UndoMove) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.arrange', space.facts)
  const move = await findMove(caller, space.id, moveId)
  if (!move) throw new Conflict('undo.too-late', 'It is too late to undo this. Move it back by hand.')
  await transaction(async (tx) => {
    await holdOpenSpace(tx, space.id)
    await refuseMovedOn(tx, space.id, move)
    for (const [folderId, entries] of byFolder(move.entries)) await arrange(tx, space.id, entries, folderId)
    await recordAuditEvent(tx, caller, 'entries.moved-back', {
      resourceId: space.id,
      detail: { moveId, name: move.name, entries: move.entries.length },
    })
  })
  return { spaceId: space.id, from }
}

type Move = NonNullable<Awaited<ReturnType<typeof findMove>>>

async function refuseMovedOn(tx: Tx, spaceId: string, { entries, intoId }: Move) {
  const idsOf = (kind: Place['what']) => entries.filter(({ what }) => what === kind).map(({ id }) => id)
  const places = await placesOf(tx, spaceId, { things: idsOf('thing'), folders: idsOf('folder') })
  if (places.some(({ folderId }) => folderId !== intoId))
    throw new Conflict('entry.moved', 'Somebody has moved this on meanwhile. Move it from where it lies now.', {
      showAnew: true,
    })
}

function byFolder(entries: Place[]) {
  const places = new Map<string | null, Place[]>()
  for (const entry of entries) places.set(entry.folderId, [...(places.get(entry.folderId) ?? []), entry])
  return places
}
