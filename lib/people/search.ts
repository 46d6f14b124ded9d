import { z } from 'zod'
import { authorize } from '../access/authorize'
import { liveGrants, manageableBy, signedIn, visibleTo } from '../access/visibility'
import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import { like } from '../db/like'
import { displayName, type PersonCaller } from '../principal'
import type { Caller } from '../principal'

const MOST = 6

export const Search = z.object({ q: z.string().trim().max(200).catch('') })
export type Search = z.output<typeof Search>

export type Found = { kind: 'person' | 'resource'; title: string; hint: string; href: string; guest?: boolean }

/** The people and resources that the caller may see and whose name, address or title holds the words. At most six of each. */
export async function search(caller: Caller, input: { q?: unknown }): Promise<Found[]> {
  const person = signedIn(caller)
  await authorize(caller, 'search.list')
  const { q } = Search.parse(input)
  if (!q) return []
  const [resources, people] = await Promise.all([findResources(person, q), findPeople(person, q)])
  return [...resources, ...people]
}

const containing = (q: string) => ({ contains: like(q).slice(1, -1), mode: 'insensitive' as const })

async function findResources(caller: PersonCaller, q: string): Promise<Found[]> {
  const { id } = caller.principal
  const found = await db().resource.findMany({
    where: { AND: [{ OR: [visibleTo(caller), manageableBy(caller)] }, { title: containing(q) }] },
    orderBy: { createdAt: 'desc' },
    take: MOST,
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
async function findPeople(caller: PersonCaller, q: string): Promise<Found[]> {
  const { id, kind, administrator } = caller.principal
  if (kind === 'guest') return []
  const known: Prisma.PrincipalWhereInput = administrator ? {} : { grants: { some: { resource: { sharedById: id, deletedAt: null }, ...liveGrants() } } }
  const found = await db().principal.findMany({
    where: { AND: [known, { removedAt: null }, { OR: [{ name: containing(q) }, { address: containing(q) }] }] },
    orderBy: { address: 'asc' },
    take: MOST,
    select: { id: true, name: true, address: true, kind: true },
  })
  return found.map((person) => ({
    kind: 'person',
    title: displayName(person),
    guest: person.kind === 'guest',
    hint: person.name ? person.address : person.kind === 'guest' ? 'Guest' : 'Member',
    href: administrator ? `/admin/people/${person.id}` : `/shares?q=${encodeURIComponent(person.address)}`,
  }))
}
