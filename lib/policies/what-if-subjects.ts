import { rolesAt, withAdministrator } from '../access/administrators'
import type { Aim } from '../access/facts'
import type { Action, GrantFacts, Target } from '../access/permissions'
import { targetColumns, targetOf } from '../access/target'
import { readAddress } from '../address'
import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import { readId } from '../ids'
import { type Acceptance, type Caller, displayName } from '../principal'

export type Subject = {
  id: string
  kind: 'member' | 'guest'
  address: string
  name: string | null
  administrator: boolean
  guestSince: Date | null
  blocked: boolean
  accepted: Acceptance[]
  grants: (GrantFacts & { resourceId: string })[]
}

/** The person an address, or a name that only one has, stands for; null for anybody else. */
export async function findSubject(said: string): Promise<Subject | null> {
  const address = readAddress(said)
  const found = said
    ? await db().principal.findMany({
        where: { removedAt: null, ...(address ? { address } : { name: said }) },
        take: 2,
        select: { ...subject, roles: rolesAt() },
      })
    : []
  const [person] = found
  if (found.length !== 1 || !person) return null
  const { acceptances, guest, blockedAt, ...rest } = withAdministrator(person)
  return {
    ...rest,
    guestSince: guest?.invitedAt ?? null,
    blocked: blockedAt !== null,
    accepted: acceptances.map(({ documentId, at, version }) => ({ documentId, number: version.number, at })),
  }
}

const subject = {
  id: true,
  kind: true,
  address: true,
  name: true,
  blockedAt: true,
  guest: { select: { invitedAt: true } },
  acceptances: {
    where: { accepted: true },
    orderBy: { at: 'desc' },
    distinct: ['documentId'],
    select: { documentId: true, at: true, version: { select: { number: true } } },
  },
  grants: { select: { principalId: true, resourceId: true, role: true, endsAt: true, revokedAt: true } },
} satisfies Prisma.PrincipalSelect

export type FoundAim = { aim: Aim; action: Action; target: Target; title: string }

/** The parts of the portal, as they are chosen. */
const portal: Record<string, FoundAim> = {
  'Portal: sharing': { aim: { area: 'sharing' }, action: 'resource.create', target: {}, title: 'sharing' },
  'Portal: administration': {
    aim: { area: 'administration' },
    action: 'people.list',
    target: {},
    title: 'administration',
  },
  'Portal: reviews': { aim: { area: 'reviews' }, action: 'review-item.list', target: {}, title: 'reviews' },
}

type Several = { several: { id: string; title: string; sharer: string }[] }

/** What a title, an id, or a part of the portal stands for; of several with one title, all of them (at most 20). */
export async function findAim(caller: Caller, said: string): Promise<FoundAim | Several | null> {
  if (!said || portal[said]) return portal[said] ?? null
  const id = readId(said)
  const found = await db().resource.findMany({
    where: { deletedAt: null, ...(id ? { id } : { title: said }) },
    orderBy: { createdAt: 'desc' },
    take: 20,
    select: {
      ...targetColumns(caller),
      title: true,
      sharedBy: { select: { name: true, address: true } },
    },
  })
  const [resource] = found
  if (!resource) return null
  if (found.length > 1)
    return { several: found.map(({ id, title, sharedBy }) => ({ id, title, sharer: displayName(sharedBy) })) }
  const target = targetOf(resource)
  const { resourceId, spaceId, labelId } = target
  return {
    aim: { area: 'resource', resourceId, spaceId, labelId, download: false },
    action: 'resource.view',
    target,
    title: resource.title,
  }
}
