import type { Prisma } from '../db/generated/client'
import { AccessDenied } from '../errors'
import type { Caller, PersonCaller } from '../principal'
import { liveGrants } from './live'

const nothing = { id: { in: [] as string[] } }

/** The resources a caller may know of: what they share and what is shared with them. */
export function visibleTo(caller: Caller): Prisma.ResourceWhereInput {
  if (caller.kind === 'system') return { deletedAt: null }
  if (caller.kind !== 'person') return nothing
  const { id } = caller.principal
  return {
    deletedAt: null,
    OR: [{ sharedById: id }, { grants: { some: { principalId: id, ...liveGrants() } } }],
  }
}

/** The resources a caller may govern: their own, and every one for an administrator. */
export function manageableBy(caller: Caller): Prisma.ResourceWhereInput {
  if (caller.kind === 'system') return { deletedAt: null }
  if (caller.kind !== 'person' || caller.principal.kind === 'guest') return nothing
  return caller.principal.administrator ? { deletedAt: null } : { deletedAt: null, sharedById: caller.principal.id }
}

/** The signed-in person behind a caller. Throws `AccessDenied` for anyone else. */
export function signedIn(caller: Caller): PersonCaller {
  if (caller.kind !== 'person') throw new AccessDenied('account.read', 'not signed in')
  return caller
}
