import { z } from 'zod'
import { authorize } from '../access/authorize'
import { may } from '../access/decide'
import { governedBy, isSharedAlone, sharedAlone, signedIn } from '../access/visibility'
import { liveGrants } from '../access/live'
import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import { containing } from '../db/like'
import { searchField } from '../forms/pages'
import { personPath, resourcePath, sharePath, spacePath } from '../page-paths'
import { displayName, type PersonCaller } from '../principal'
import type { Caller } from '../principal'
import type { ResourceKind } from '../resource-kinds'

/** Of each, where everything is looked through; and of the one kind that a picker offers. */
const MOST = 6
const MOST_OF_ONE = 20

const searchKinds = ['resource', 'person', 'guest', 'member'] as const
export type SearchKind = (typeof searchKinds)[number]

const Search = z.object({
  q: searchField,
  only: z.enum(searchKinds).nullish().catch(null),
})
type Search = z.output<typeof Search>

export type Found = { kind: 'person' | 'resource'; title: string; hint: string; href: string }

/**
 * The people and resources that the caller may list and whose name, address or title holds the words: at most six of each, or twenty
 * of `only` one kind. Each kind of finding asks what its own list asks: what policies keep from a caller there is not found here.
 */
export async function search(caller: Caller, input: { q?: unknown; only?: unknown }): Promise<Found[]> {
  const person = signedIn(caller)
  authorize(caller, 'search.list')
  const { q, only } = Search.parse(input)
  if (!q) return []
  const most = only ? MOST_OF_ONE : MOST
  const [resources, people] = await Promise.all([
    !only || only === 'resource' ? findResources(person, q, most) : [],
    only === 'resource' ? [] : findPeople(person, q, { most, only }),
  ])
  return [...resources, ...people]
}

/** What a caller may list: every resource, or what they share and what is shared with them. */
function listedTo(caller: PersonCaller): Prisma.ResourceWhereInput {
  const { id } = caller.principal
  if (may(caller, 'resource.list-all')) return {}
  const grants = { some: { principalId: id, ...liveGrants() } }
  const shared = may(caller, 'resource.list') ? [sharedAlone(id)] : []
  const held = may(caller, 'inbox.list') ? [{ grants }, { space: { grants } }] : []
  return { OR: [...shared, ...held] }
}

async function findResources(caller: PersonCaller, q: string, most: number): Promise<Found[]> {
  const { id } = caller.principal
  const held = { principalId: id, ...liveGrants() }
  const found = await db().resource.findMany({
    where: { AND: [listedTo(caller), { deletedAt: null, title: containing(q) }] },
    orderBy: { createdAt: 'desc' },
    take: most,
    select: {
      id: true,
      kind: true,
      title: true,
      sharedById: true,
      sharedBy: { select: { name: true, address: true } },
      spaceId: true,
      space: { select: { title: true, grants: { where: held, select: { id: true } } } },
      grants: { where: held, select: { id: true } },
    },
  })
  return found.map((row) => ({ kind: 'resource', title: row.title, hint: hintOf(row, id), href: hrefOf(row, id) }))
}

type FoundResource = {
  id: string
  kind: ResourceKind
  sharedById: string
  sharedBy: { name: string | null; address: string }
  spaceId: string | null
  space: { title: string; grants: unknown[] } | null
  grants: unknown[]
}

/** Says where a found resource is from: the space that it is in, to whoever is in that, else who shares it. */
function hintOf({ kind, sharedById, sharedBy, space }: FoundResource, id: string) {
  if (space?.grants.length) return `In ${space.title}`
  if (kind === 'space') return 'Space'
  return sharedById === id ? 'Shared by you' : `Shared by ${displayName(sharedBy)}`
}

/** Leads to where the caller opens a resource; where they don't, to where they manage it. */
function hrefOf(resource: FoundResource, principalId: string) {
  const { id, kind, space, grants } = resource
  if (grants.length === 0 && !space?.grants.length) return sharePath(id)
  if (kind === 'space') return spacePath(id)
  return isSharedAlone(resource, principalId) ? sharePath(id) : resourcePath(id)
}

/** Whom a caller may list: everyone, or the people they share with. Guests find nobody. */
function knownTo(caller: PersonCaller, everyone: boolean): Prisma.PrincipalWhereInput | null {
  if (everyone) return {}
  return may(caller, 'resource.list')
    ? { grants: { some: { resource: { ...governedBy(caller.principal.id), deletedAt: null }, ...liveGrants() } } }
    : null
}

async function findPeople(
  caller: PersonCaller,
  q: string,
  { most, only }: { most: number; only?: SearchKind | null },
): Promise<Found[]> {
  const everyone = may(caller, 'people.list')
  const known = knownTo(caller, everyone)
  if (!known) return []
  const found = await db().principal.findMany({
    where: {
      AND: [
        known,
        { removedAt: null, kind: only === 'guest' || only === 'member' ? only : undefined },
        { OR: [{ name: containing(q) }, { address: containing(q) }] },
      ],
    },
    orderBy: { address: 'asc' },
    take: most,
    select: { id: true, name: true, address: true, kind: true },
  })
  return found.map((person) => ({
    kind: 'person',
    title: displayName(person),
    hint: person.name ? person.address : person.kind === 'guest' ? 'Guest' : 'Member',
    href: everyone ? personPath(person.id) : `/shares?q=${encodeURIComponent(person.address)}`,
  }))
}
