import { authorize } from '../../access/authorize'
import { may } from '../../access/decide'
import { inOffice, liveGrants } from '../../access/live'
import { signedIn } from '../../access/visibility'
import { isOver } from '../../clock'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { showResource } from '../get-shared-resource'
import { recordOpening } from '../record-opening'
import { findSpace } from './find-space'
import { listCompany } from './list-company'
import { listContents } from './list-contents'

/**
 * Returns a space and a page of what is in it, for everybody who holds a grant on it, and records an opening. `contents` is null
 * where the privacy statement has to be accepted first. Throws `ControlRequired` for any other control, `AccessDenied` for a policy
 * that refuses, and `NotFound` once access has ended.
 */
export async function getSpace(
  caller: Caller,
  asked: { spaceId: string; q?: unknown; sort?: unknown; page?: unknown },
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
    alone: manages && (await countManagers(shown.resourceId)) === 1,
    may: {
      add: may(caller, 'space.add', facts),
      manage: manages,
      change: may(caller, 'space.change', facts),
      edit: may(caller, 'resource.change', facts),
    },
    /** Who is in it, for those who don't manage it; null to the others, and before the content. */
    company: opens && !manages ? await listCompany(caller, space) : null,
    contents: opens ? await listContents(caller, space, asked) : null,
  }
}

export type SpaceView = Awaited<ReturnType<typeof getSpace>>

const countManagers = (resourceId: string) =>
  db().grant.count({ where: { resourceId, role: 'manage', ...liveGrants(), principal: inOffice } })
