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
import { findPaths } from './folders/find-paths.sql'

const ListContents = z.object({
  q: searchField,
  sort: z.enum(['newest', 'title']).catch('newest'),
  page: pageField,
})

const orders = {
  newest: [{ createdAt: 'desc' }, { id: 'desc' }],
  title: [{ title: 'asc' }, { id: 'asc' }],
} as const satisfies Record<string, Prisma.ResourceOrderByWithRelationInput[]>

type Asked = { folderId?: string; q?: unknown; sort?: unknown; page?: unknown }

/**
 * Lists what is in a space that was found before, in pages of 50: what lies in one of its folders or in none, folders first; or what a
 * search finds in all of them. Names nobody to a guest but members and themselves, unless its guests may see each other. Returns the
 * last page for a number past the end.
 */
export async function listContents(
  caller: Caller,
  space: Pick<SharedResource, 'id' | 'facts' | 'guestsMeet'>,
  { folderId, ...asked }: Asked = {},
) {
  authorize(caller, 'resource.view', space.facts)
  const { q, sort, page } = ListContents.parse(asked)
  const inSpace = { spaceId: space.id, deletedAt: null }
  const things = { ...inSpace, ...(q ? { title: containing(q) } : { folderId: folderId ?? null }) }
  const folders = { spaceId: space.id, ...(q ? { name: containing(q) } : { parentId: folderId ?? null }) }
  const folderTotal = await db().folder.count({ where: folders })
  const total = folderTotal + (await db().resource.count({ where: things }))
  let listed: Awaited<ReturnType<typeof findFolders>> = []
  const found = await pageOf(page, total, async (skip) => {
    listed = await findFolders(folders, skip)
    const left = PAGE_SIZE - listed.length
    return left > 0 ? findThings(things, { sort, skip: Math.max(0, skip - folderTotal), take: left }) : []
  })
  const { principal } = signedIn(caller)
  const hidden = principal.kind === 'guest' && !space.guestsMeet
  const paths = q ? await findPaths(db(), holdersOf(listed, found.rows)) : null
  return {
    ...found,
    folders: listed.map(({ _count, parentId, ...folder }) => ({
      folderId: folder.id,
      name: folder.name,
      entries: _count.folders + _count.things,
      liesIn: (parentId && paths?.get(parentId)) || [],
    })),
    rows: found.rows.map((row) => ({
      ...toRow(row, hidden ? principal : null),
      /** The folders that it lies in, from the top down, where it was searched for. */
      liesIn: (row.folderId && paths?.get(row.folderId)) || [],
    })),
    q,
    sort,
  }
}

export type Contents = Awaited<ReturnType<typeof listContents>>
export type ContentRow = Contents['rows'][number]
export type FolderRow = Contents['folders'][number]

const holdersOf = (folders: { parentId: string | null }[], things: { folderId: string | null }[]) => [
  ...new Set(
    [...folders.map(({ parentId }) => parentId), ...things.map(({ folderId }) => folderId)].filter((id) => id !== null),
  ),
]

const findFolders = (where: Prisma.FolderWhereInput, skip: number) =>
  db().folder.findMany({
    where,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    skip,
    take: PAGE_SIZE,
    select: {
      id: true,
      name: true,
      parentId: true,
      _count: { select: { folders: true, things: { where: { deletedAt: null } } } },
    },
  })

type Part = { sort: keyof typeof orders; skip: number; take: number }

const findThings = (where: Prisma.ResourceWhereInput, { sort, skip, take }: Part) =>
  db().resource.findMany({
    where,
    orderBy: orders[sort],
    skip,
    take,
    select: {
      id: true,
      kind: true,
      title: true,
      createdAt: true,
      folderId: true,
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
