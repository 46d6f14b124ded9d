import { authorize } from '../../access/authorize'
import { here, liveGrants } from '../../access/live'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import type { Caller } from '../../principal'
import type { SharedResource } from '../find-shared-resource'

/** How many people are named. */
const MOST = 50

/**
 * Lists who is in a space that was found before, for those who don't manage it: members first, each by name. A guest sees
 * no other guest, nor how many there are, unless its guests may see each other.
 */
export async function listCompany(caller: Caller, space: Pick<SharedResource, 'id' | 'facts' | 'guestsMeet'>) {
  authorize(caller, 'resource.view', space.facts)
  const { principal } = signedIn(caller)
  const where = {
    resourceId: space.id,
    ...liveGrants(),
    principal: { ...here, OR: seenBy(principal, space.guestsMeet) },
  } satisfies Prisma.GrantWhereInput
  const [total, grants] = await Promise.all([
    db().grant.count({ where }),
    db().grant.findMany({
      where,
      orderBy: [{ principal: { kind: 'asc' } }, { principal: { name: 'asc' } }, { id: 'asc' }],
      take: MOST,
      select: { role: true, principal: { select: { id: true, name: true, address: true, kind: true } } },
    }),
  ])
  return {
    people: grants.map(({ role, principal: { id, ...person } }) => ({ ...person, role, you: id === principal.id })),
    more: total - grants.length,
  }
}

export type Company = Awaited<ReturnType<typeof listCompany>>

/** Guests count once they have accepted. */
const seenBy = ({ id, kind }: { id: string; kind: 'member' | 'guest' }, guestsMeet: boolean) => [
  { kind: 'member' as const },
  { id },
  ...(kind === 'member' || guestsMeet ? [{ guest: { privacyAcceptedAt: { not: null } } }] : []),
]
