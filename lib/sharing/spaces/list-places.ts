import { may } from '../../access/decide'
import { liveGrants } from '../../access/live'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import type { Caller } from '../../principal'

/** How many spaces a form offers. */
const MOST = 200

/** Lists the spaces that a member can put things into, by name, each with how many people that opens them to. Empty for whoever may list none. */
export async function listPlaces(caller: Caller) {
  if (!may(caller, 'space.list')) return []
  const found = await db().resource.findMany({
    where: {
      kind: 'space',
      deletedAt: null,
      archivedAt: null,
      grants: {
        some: { principalId: signedIn(caller).principal.id, role: { in: ['contribute', 'manage'] }, ...liveGrants() },
      },
    },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: { id: true, title: true, _count: { select: { grants: { where: liveGrants() } } } },
  })
  return found.map(({ id, title, _count }) => ({ spaceId: id, name: title, people: _count.grants }))
}
