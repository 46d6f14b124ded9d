import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { liveGrants } from '../../access/live'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { containing } from '../../db/like'
import { pageField, PAGE_SIZE, pageOf, searchField } from '../../forms/pages'
import type { Caller } from '../../principal'

const ListSpaces = z.object({
  q: searchField,
  sort: z.enum(['newest', 'name']).catch('newest'),
  page: pageField,
})

const orders = {
  newest: [{ grantedAt: 'desc' }, { id: 'desc' }],
  name: [{ resource: { title: 'asc' } }, { id: 'asc' }],
} as const satisfies Record<string, Prisma.GrantOrderByWithRelationInput[]>

/** Lists the spaces that a member is in, with the role in each, in pages of 50. Returns the last page for a number past the end. */
export async function listSpaces(caller: Caller, input: Partial<Record<'q' | 'sort' | 'page', unknown>> = {}) {
  const { principal } = signedIn(caller)
  authorize(caller, 'space.list')
  const { q, sort, page } = ListSpaces.parse(input)
  const resource = { kind: 'space', deletedAt: null, ...(q ? { title: containing(q) } : {}) } as const
  const where = { principalId: principal.id, ...liveGrants(), resource }
  const found = await pageOf(page, await db().grant.count({ where }), (skip) => findHeld(where, sort, skip))
  return { ...found, rows: found.rows.map(toRow), q, sort }
}

export type SpaceRow = ReturnType<typeof toRow>

const findHeld = (where: Prisma.GrantWhereInput, sort: keyof typeof orders, skip: number) =>
  db().grant.findMany({
    where,
    orderBy: orders[sort],
    skip,
    take: PAGE_SIZE,
    select: {
      role: true,
      grantedAt: true,
      resource: {
        select: {
          id: true,
          title: true,
          _count: { select: { things: { where: { deletedAt: null } }, grants: { where: liveGrants() } } },
        },
      },
    },
  })

const toRow = ({ role, grantedAt, resource: { id, title, _count } }: Awaited<ReturnType<typeof findHeld>>[number]) => ({
  spaceId: id,
  name: title,
  role,
  joinedAt: grantedAt,
  things: _count.things,
  people: _count.grants,
})
