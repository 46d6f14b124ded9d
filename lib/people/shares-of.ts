import { may } from '../access/decide'
import { liveGrants } from '../access/live'
import { db } from '../db/client'
import { PAGE_SIZE, pageOf } from '../forms/pages'
import type { Caller } from '../principal'

/** What a member shares, newest first in pages of 50. Null: the caller may not list what others share, as where a policy keeps it from them. */
export async function sharesOf(caller: Caller, principalId: string, asked: number) {
  if (!may(caller, 'resource.list-all')) return null
  const where = { sharedById: principalId, spaceId: null, deletedAt: null }
  return pageOf(asked, await db().resource.count({ where }), async (skip) => {
    const found = await db().resource.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip,
      take: PAGE_SIZE,
      select: {
        id: true,
        kind: true,
        title: true,
        createdAt: true,
        _count: { select: { grants: { where: liveGrants() } } },
      },
    })
    return found.map(({ _count, ...resource }) => ({ ...resource, people: _count.grants }))
  })
}
