import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { isOver } from '../clock'
import { db } from '../db/client'
import { type Caller, displayName } from '../principal'

export const GetEnding = z.object({ resourceId: z.string() })
export type GetEnding = z.infer<typeof GetEnding>

/**
 * What became of what somebody held or shared. `gave-up`: by themselves; `ended`: by somebody else; `ran-out`: by its own
 * time; `deleted`, `by` whom.
 */
export type EndingView =
  | { how: 'gave-up' | 'ended' | 'ran-out'; at: Date; sharer: string }
  | { how: 'deleted'; at: Date; by: 'you' | 'sharer' | 'others'; sharer: string }

/**
 * How access that the caller held has ended, or what they shared was deleted, as far as they had it: nothing of what came
 * after. Null for everybody else, as for what never was.
 */
export async function getEnding(caller: Caller, { resourceId }: GetEnding): Promise<EndingView | null> {
  const { principal } = signedIn(caller)
  authorize(caller, 'inbox.list', { principalId: principal.id })
  const found = z.uuid().safeParse(resourceId).success ? await findEnded(principal.id, resourceId) : null
  if (!found) return null
  const sharer = displayName(found.sharedBy)
  const { deletedAt, deletedById, sharedById, grants } = found
  const own = grants[0] ? endOf(grants[0]) : null
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
      sharedBy: { select: { name: true, address: true } },
      grants: {
        where: { principalId },
        select: { principalId: true, endsAt: true, revokedAt: true, revokedById: true },
      },
    },
  })

type Grant = { principalId: string; endsAt: Date | null; revokedAt: Date | null; revokedById: string | null }

/** Whichever came first: the day it was given until, or somebody's no. */
function endOf({
  principalId,
  endsAt,
  revokedAt,
  revokedById,
}: Grant): { how: 'gave-up' | 'ended' | 'ran-out'; at: Date } | null {
  if (revokedAt && !(endsAt && endsAt <= revokedAt))
    return { how: revokedById === principalId ? 'gave-up' : 'ended', at: revokedAt }
  return endsAt && isOver(endsAt) ? { how: 'ran-out', at: endsAt } : null
}
