import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { sizeInWords } from '../../counted'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { containing } from '../../db/like'
import { pageField, PAGE_SIZE, pageOf, searchField } from '../../forms/pages'
import type { Caller, Principal } from '../../principal'
import type { SharedResource } from '../find-shared-resource'

const ListContents = z.object({
  q: searchField,
  sort: z.enum(['newest', 'title']).catch('newest'),
  page: pageField,
})

const orders = {
  newest: [{ createdAt: 'desc' }, { id: 'desc' }],
  title: [{ title: 'asc' }, { id: 'asc' }],
} as const satisfies Record<string, Prisma.ResourceOrderByWithRelationInput[]>

/** Lists what is in a space that was found before, in pages of 50. Names nobody to a guest but members and themselves, unless its guests may see each other. Returns the last page for a number past the end. */
export async function listContents(
  caller: Caller,
  space: Pick<SharedResource, 'id' | 'facts' | 'guestsMeet'>,
  asked: { q?: unknown; sort?: unknown; page?: unknown } = {},
) {
  authorize(caller, 'resource.view', space.facts)
  const { q, sort, page } = ListContents.parse(asked)
  const where = { spaceId: space.id, deletedAt: null, ...(q ? { title: containing(q) } : {}) }
  const total = await db().resource.count({ where })
  const found = await pageOf(page, total, (skip) => findThings(where, sort, skip))
  const { principal } = signedIn(caller)
  const hidden = principal.kind === 'guest' && !space.guestsMeet
  return { ...found, rows: found.rows.map((row) => toRow(row, hidden ? principal : null)), q, sort }
}

export type Contents = Awaited<ReturnType<typeof listContents>>
export type ContentRow = Contents['rows'][number]

const findThings = (where: Prisma.ResourceWhereInput, sort: keyof typeof orders, skip: number) =>
  db().resource.findMany({
    where,
    orderBy: orders[sort],
    skip,
    take: PAGE_SIZE,
    select: {
      id: true,
      kind: true,
      title: true,
      createdAt: true,
      file: { select: { size: true } },
      addedBy: { select: { id: true, name: true, address: true, kind: true } },
    },
  })

type Thing = Awaited<ReturnType<typeof findThings>>[number]

/** `guest`: the reader, who sees no other guest; null: they see everybody. */
const toRow = ({ id, kind, title, createdAt, file, addedBy }: Thing, guest: Principal | null) => ({
  resourceId: id,
  kind,
  title,
  createdAt,
  size: file && sizeInWords(Number(file.size)),
  /** Who added it; null: another guest, whom the reader may not see. */
  addedBy: guest && addedBy?.kind === 'guest' && addedBy.id !== guest.id ? null : addedBy,
})
