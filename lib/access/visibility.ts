import type { Prisma } from '../db/generated/client'
import { AccessDenied } from '../errors'
import type { Caller, PersonCaller } from '../principal'
import { liveGrants } from './live'

const nothing = { id: { in: [] as string[] } }

/** Matches the resources a caller may know of: those they share, and those they hold a live grant on. A job may know of all. Matches nothing deleted. */
export function visibleTo(caller: Caller): Prisma.ResourceWhereInput {
  if (caller.kind === 'system') return { deletedAt: null }
  if (caller.kind !== 'person') return nothing
  const { id } = caller.principal
  return {
    deletedAt: null,
    OR: [{ sharedById: id }, { grants: { some: { principalId: id, ...liveGrants() } } }],
  }
}

/** Matches the resources a caller may manage: for a member those they share, for an administrator and a job all. Matches nothing deleted. */
export function manageableBy(caller: Caller): Prisma.ResourceWhereInput {
  if (caller.kind === 'system') return { deletedAt: null }
  if (caller.kind !== 'person' || caller.principal.kind === 'guest') return nothing
  return caller.principal.administrator ? { deletedAt: null } : { deletedAt: null, sharedById: caller.principal.id }
}

/** Returns a caller who is a signed-in person. Throws `AccessDenied` for any other caller. */
export function signedIn(caller: Caller): PersonCaller {
  if (caller.kind !== 'person') throw new AccessDenied('account.read', 'not signed in')
  return caller
}
