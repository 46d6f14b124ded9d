import { z } from 'zod'
import { authorize } from '../access/authorize'
import { firstEnd, spaceEndFor } from '../access/live'
import { signedIn } from '../access/visibility'
import { isOver } from '../clock'
import { db } from '../db/client'
import { isId } from '../ids'
import { type Caller, displayName } from '../principal'

export const GetEnding = z.object({ resourceId: z.string() })
export type GetEnding = z.infer<typeof GetEnding>

/** How access ended: `gave-up` by the caller, `ended` by another person, `ran-out` at its end, or `deleted` with the resource. */
export type EndingView =
  | { how: 'gave-up' | 'ended' | 'ran-out'; at: Date; sharer: string }
  | { how: 'deleted'; at: Date; by: 'you' | 'sharer' | 'others'; sharer: string }

/**
 * Returns how the caller's access to a resource ended, or that a resource they shared was deleted. Says nothing of what
 * happened after the caller's access had ended. Null: the caller never had access or still has it, or there is no such resource.
 */
export async function getEnding(caller: Caller, { resourceId }: GetEnding): Promise<EndingView | null> {
  const { principal } = signedIn(caller)
  authorize(caller, 'inbox.list', { principalId: principal.id })
  const found = isId(resourceId) ? await findEnded(principal.id, resourceId) : null
  if (!found) return null
  const sharer = displayName(found.sharedBy)
  const { deletedAt, deletedById, sharedById, guestsUntil, grants } = found
  const own = grants[0] ? endOf(grants[0], spaceEndFor(principal.kind, guestsUntil)) : null
  if (own && (!deletedAt || own.at < deletedAt)) return { ...own, sharer }
  const shared = sharedById === principal.id || deletedById === principal.id
  if (!deletedAt || (!shared && grants.length === 0)) return null
  return {
    how: 'deleted',
    at: deletedAt,
    by: deletedById === principal.id ? 'you' : deletedById === sharedById ? 'sharer' : 'others',
    sharer,
  }
}

const findEnded = (principalId: string, id: string) =>
  db().resource.findFirst({
    where: {
      id,
      OR: [{ sharedById: principalId }, { deletedById: principalId }, { grants: { some: { principalId } } }],
    },
    select: {
      deletedAt: true,
      deletedById: true,
      sharedById: true,
      guestsUntil: true,
      sharedBy: { select: { name: true, address: true } },
      grants: {
        where: { principalId },
        select: { principalId: true, endsAt: true, revokedAt: true, revokedById: true },
      },
    },
  })

type Grant = { principalId: string; endsAt: Date | null; revokedAt: Date | null; revokedById: string | null }

/** Returns the first of a grant's end, its space's end and its revocation. Null: it is in force. */
function endOf(
  { principalId, endsAt: ownEnd, revokedAt, revokedById }: Grant,
  spaceEndsAt: Date | null,
): { how: 'gave-up' | 'ended' | 'ran-out'; at: Date } | null {
  const endsAt = firstEnd(ownEnd, spaceEndsAt)
  if (revokedAt && !(endsAt && endsAt <= revokedAt))
    return { how: revokedById === principalId ? 'gave-up' : 'ended', at: revokedAt }
  return endsAt && isOver(endsAt) ? { how: 'ran-out', at: endsAt } : null
}
