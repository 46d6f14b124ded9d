import type { Prisma } from '../db/generated/client'
import { AccessDenied } from '../errors'
import type { Caller, PersonCaller } from '../principal'
import type { ResourceKind } from '../resource-kinds'
import { liveGrants } from './live'

const nothing = { id: { in: [] as string[] } }

/** Matches the resources a caller may know of: those they share, and those they hold a live grant on or on the space that they are in. A job may know of all. Matches nothing deleted. */
export function visibleTo(caller: Caller): Prisma.ResourceWhereInput {
  if (caller.kind === 'system') return { deletedAt: null }
  if (caller.kind !== 'person') return nothing
  const { id } = caller.principal
  const held = { grants: { some: { principalId: id, ...liveGrants() } } }
  return { deletedAt: null, OR: [sharedAlone(id), held, { space: held }] }
}

/** Matches what a person shares in no space. Spaces are governed by grants alone. */
export const sharedAlone = (principalId: string) =>
  ({ sharedById: principalId, spaceId: null, kind: { not: 'space' } }) satisfies Prisma.ResourceWhereInput

/** Checks whether a person shares a resource in no space. */
export const isSharedAlone = (
  resource: { sharedById: string; spaceId: string | null; kind: ResourceKind },
  principalId: string,
) => resource.sharedById === principalId && resource.spaceId === null && resource.kind !== 'space'

/** Matches what a member governs: what they share in no space, the spaces that they manage, and what is in those. */
export function governedBy(principalId: string) {
  const managed = {
    kind: 'space',
    grants: { some: { principalId, role: 'manage', ...liveGrants() } },
  } satisfies Prisma.ResourceWhereInput
  return { OR: [sharedAlone(principalId), managed, { space: managed }] } satisfies Prisma.ResourceWhereInput
}

/** Matches the resources a caller may manage: for a member those they govern, for an administrator and a job all. Matches nothing deleted. */
export function manageableBy(caller: Caller): Prisma.ResourceWhereInput {
  if (caller.kind === 'system') return { deletedAt: null }
  if (caller.kind !== 'person' || caller.principal.kind === 'guest') return nothing
  return caller.principal.administrator ? { deletedAt: null } : { deletedAt: null, ...governedBy(caller.principal.id) }
}

/** Returns a caller who is a signed-in person. Throws `AccessDenied` for any other caller. */
export function signedIn(caller: Caller): PersonCaller {
  if (caller.kind !== 'person') throw new AccessDenied('account.read', 'not signed in')
  return caller
}
