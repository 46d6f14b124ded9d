import { authorize } from '../../access/authorize'
import { may } from '../../access/decide'
import { signedIn } from '../../access/visibility'
import { after, isOver, now } from '../../clock'
import { db } from '../../db/client'
import { settings } from '../../env'
import type { Caller } from '../../principal'
import { UNDO_TAKEN, undoSecondsLeft } from '../../undo'
import { showResource } from '../get-shared-resource'
import { recordOpening } from '../record-opening'
import { findSpace } from './find-space'
import { findFolder } from './folders/find-folder'
import { findMove } from './folders/find-move'
import { findPaths } from './folders/find-paths.sql'
import { listCompany } from './list-company'
import { listContents } from './list-contents'
import { managersOf } from './managers-of'

/**
 * Returns a space and a page of what is in it or in a folder of it, for everybody who holds a grant on it, and records an opening. `contents` is null
 * where the privacy statement has to be accepted first. Throws `ControlRequired` for any other control, `AccessDenied` for a policy
 * that refuses, and `NotFound` once access has ended.
 */
export async function getSpace(
  caller: Caller,
  asked: { spaceId: string; folderId?: string; q?: unknown; sort?: unknown; page?: unknown; moved?: unknown },
) {
  const space = await findSpace(caller, asked.spaceId)
  const { facts } = space
  const shown = showResource(caller, space)
  const opens = shown.controls.length === 0
  const manages = may(caller, 'grant.give', facts)
  if (opens) {
    const evaluation = authorize(caller, 'resource.view', facts)
    await recordOpening(signedIn(caller), { action: 'resource.view', target: facts, evaluation })
  }
  const folder = opens && asked.folderId ? await findWay(space.id, asked.folderId) : null
  return {
    ...shown,
    spaceId: shown.resourceId,
    guestsMeet: space.guestsMeet,
    /** Until when guests' access gives anything; null: there is no end, or the reader is a guest, who sees their own end. */
    guestsUntil: manages ? facts.guestsUntil : null,
    over: isOver(facts.guestsUntil),
    archivedAt: facts.archivedAt,
    member: signedIn(caller).principal.kind === 'member',
    /** True where the caller manages it, and nobody else does. */
    alone: manages && (await db().grant.count({ where: managersOf(space.id) })) === 1,
    may: {
      add: may(caller, 'space.add', facts),
      arrange: may(caller, 'space.arrange', facts),
      manage: manages,
      change: may(caller, 'space.change', facts),
      edit: may(caller, 'resource.change', facts),
    },
    /** How many days what is deleted in it can be restored. */
    trashDays: settings().trashDays,
    /** Who is in it, for those who don't manage it; null to the others, and before the content. */
    company: opens && !manages ? await listCompany(caller, space) : null,
    /** The folder that is shown, with those that it lies in above it. Null: the space itself. */
    folder,
    contents: opens ? await listContents(caller, space, asked) : null,
    /** What the caller has just moved, and may still move back. */
    moved: opens ? toMoved(await findMove(caller, space.id, asked.moved)) : null,
  }
}

const toMoved = (move: Awaited<ReturnType<typeof findMove>>) =>
  move && {
    moveId: move.moveId,
    name: move.name,
    entries: move.entries.length,
    into: move.into,
    until: after(move.at, UNDO_TAKEN),
    secondsLeft: undoSecondsLeft(move.at, now()),
  }

/** Finds a folder with the way to it. Throws `NotFound`. */
async function findWay(spaceId: string, folderId: string) {
  const { id, name } = await findFolder(db(), spaceId, folderId)
  const way = (await findPaths(db(), [id])).get(id) ?? []
  return { folderId: id, name, above: way.slice(0, -1) }
}

export type SpaceView = Awaited<ReturnType<typeof getSpace>>
