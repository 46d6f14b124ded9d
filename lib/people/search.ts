import { z } from 'zod'
import { authorize } from '../access/authorize'
import { liveGrants, manageableBy, signedIn, visibleTo } from '../access/visibility'
import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import { like } from '../db/like'
import { displayName, type PersonCaller } from '../principal'
import type { Caller } from '../principal'

/** Of each, where everything is looked through; and of the one kind that a picker offers. */
const MOST = 6
const MOST_OF_ONE = 20

const searchKinds = ['resource', 'person', 'guest', 'member'] as const
export type SearchKind = (typeof searchKinds)[number]

export const Search = z.object({ q: z.string().trim().max(200).catch(''), only: z.enum(searchKinds).nullish().catch(null) })
export type Search = z.output<typeof Search>

export type Found = { kind: 'person' | 'resource'; title: string; hint: string; href: string }

/**
 * The people and resources that the caller may see and whose name, address or title holds the words: at most six of each, or twenty
 * of `only` one kind.
 */
export async function search(caller: Caller, input: { q?: unknown; only?: unknown }): Promise<Found[]> {
  const person = signedIn(caller)
  await authorize(caller, 'search.list')
  const { q, only } = Search.parse(input)
  if (!q) return []
  const most = only ? MOST_OF_ONE : MOST
  const [resources, people] = await Promise.all([
    !only || only === 'resource' ? findResources(person, q, most) : [],
    only === 'resource' ? [] : findPeople(person, q, { most, only }),
  ])
  return [...resources, ...people]
}

const containing = (q: string) => ({ contains: like(q).slice(1, -1), mode: 'insensitive' as const })

async function findResources(caller: PersonCaller, q: string, most: number): Promise<Found[]> {
  const { id } = caller.principal
  const found = await db().resource.findMany({
    where: { AND: [{ OR: [visibleTo(caller), manageableBy(caller)] }, { title: containing(q) }] },
    orderBy: { createdAt: 'desc' },
    take: most,
    select: { id: true, title: true, sharedById: true, sharedBy: { select: { name: true, address: true } }, grants: { where: { principalId: id, ...liveGrants() }, select: { id: true } } },
  })
  return found.map(({ id: resourceId, title, sharedById, sharedBy, grants }) => ({
    kind: 'resource',
    title,
    hint: sharedById === id ? 'Shared by you' : `Shared by ${displayName(sharedBy)}`,
    href: grants.length > 0 && sharedById !== id ? `/shared-with-me/${resourceId}` : `/shares/${resourceId}`,
  }))
}

/** Administrators find everyone; members the people they share with; guests nobody. */
async function findPeople(caller: PersonCaller, q: string, { most, only }: { most: number; only?: SearchKind | null }): Promise<Found[]> {
  const { id, kind, administrator } = caller.principal
  if (kind === 'guest') return []
  const known: Prisma.PrincipalWhereInput = administrator ? {} : { grants: { some: { resource: { sharedById: id, deletedAt: null }, ...liveGrants() } } }
  const found = await db().principal.findMany({
    where: { AND: [known, { removedAt: null, kind: only === 'guest' || only === 'member' ? only : undefined }, { OR: [{ name: containing(q) }, { address: containing(q) }] }] },
    orderBy: { address: 'asc' },
    take: most,
    select: { id: true, name: true, address: true, kind: true },
  })
  return found.map((person) => ({
    kind: 'person',
    title: displayName(person),
    hint: person.name ? person.address : person.kind === 'guest' ? 'Guest' : 'Member',
    href: administrator ? `/admin/people/${person.id}` : `/shares?q=${encodeURIComponent(person.address)}`,
  }))
}
