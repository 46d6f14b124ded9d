import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { may } from '../../access/decide'
import { here, liveGrants, liveLinks } from '../../access/live'
import { governedBy, signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { containing } from '../../db/like'
import { settings } from '../../env'
import { pageField, PAGE_SIZE, pageOf, searchField } from '../../forms/pages'
import type { Caller } from '../../principal'
import { findManagedSpace } from '../spaces/find-managed-space'
import { lying, trashedColumns, trashedTargetOf } from './find-in-trash'
import { trashedUntil } from './in-trash'

/** How many of those who come back are named. */
const NAMED = 3

const ListTrash = z.object({ q: searchField, page: pageField })

type Asked = { q?: unknown; page?: unknown }

/** Lists what the caller shared or managed and deleted, newest first, in pages of 50; not what was deleted in a space. To an administrator also what administrators took down. */
export async function listTrash(caller: Caller, asked: Asked = {}) {
  authorize(caller, 'resource.list')
  const { id, administrator } = signedIn(caller).principal
  const takenDown = administrator ? [{ takenDown: true }] : []
  return list(caller, { OR: [{ spaceId: null, ...governedBy(id) }, ...takenDown] }, asked)
}

/** Lists what was deleted in a space, to those who manage it. Throws `NotFound`. */
export async function listTrashOfSpace(caller: Caller, { spaceId, ...asked }: Asked & { spaceId: string }) {
  const space = await findManagedSpace(caller, spaceId)
  authorize(caller, 'resource.manage', space)
  const found = await list(caller, { spaceId: space.id }, asked)
  return { ...found, space: { id: space.id, title: space.title } }
}

async function list(caller: Caller, all: Prisma.ResourceWhereInput, asked: Asked) {
  const { q, page } = ListTrash.parse(asked)
  const where = { AND: [lying(), all, q ? { title: containing(q) } : {}] }
  const found = await pageOf(page, await db().resource.count({ where }), (skip) => findPage(caller, where, skip))
  const things = await countThings(found.rows)
  const rows = []
  for (const row of found.rows)
    rows.push({
      ...toRow(caller, row, things.get(row.id) ?? { back: 0, all: 0 }),
      names: row._count.grants > 0 ? await listNames(caller, row.id) : [],
    })
  return { ...found, rows, q, days: settings().trashDays }
}

export type Trash = Awaited<ReturnType<typeof listTrash>>
export type TrashRow = Trash['rows'][number]

function findPage(caller: Caller, where: Prisma.ResourceWhereInput, skip: number) {
  const grants = { where: othersOf(caller) }
  return db().resource.findMany({
    where,
    orderBy: [{ deletedAt: 'desc' }, { id: 'desc' }],
    skip,
    take: PAGE_SIZE,
    select: {
      ...trashedColumns(caller),
      _count: { select: { grants, shareLinks: { where: liveLinks() } } },
    },
  })
}

/** Matches the grants of everybody but the caller that would be in force. */
const othersOf = (caller: Caller) => ({
  ...liveGrants(),
  principalId: { not: signedIn(caller).principal.id },
  principal: here,
})

type Row = Awaited<ReturnType<typeof findPage>>[number]

/** Counts what went with each space, and all that lies in it. */
async function countThings(rows: Row[]) {
  const spaces = rows.filter(({ kind }) => kind === 'space')
  if (spaces.length === 0) return new Map<string, { back: number; all: number }>()
  const counts = await db().resource.groupBy({
    by: ['spaceId', 'deletedAt'],
    where: { purgedAt: null, spaceId: { in: spaces.map(({ id }) => id) } },
    _count: true,
  })
  const of = (spaceId: string, since: Date | null) =>
    counts
      .filter((count) => count.spaceId === spaceId && (!since || count.deletedAt?.getTime() === since.getTime()))
      .reduce((sum, { _count }) => sum + _count, 0)
  return new Map(spaces.map(({ id, deletedAt }) => [id, { back: of(id, deletedAt), all: of(id, null) }]))
}

function toRow(caller: Caller, row: Row, things: { back: number; all: number }) {
  const target = trashedTargetOf(row)
  const deletedAt = row.deletedAt!
  return {
    resourceId: row.id,
    kind: row.kind,
    title: row.title,
    deletedAt,
    until: trashedUntil(deletedAt),
    /** True where an administrator deleted it, who alone restores it. */
    takenDown: row.takenDown,
    /** Who would open it again, and what would come back with it. */
    back: { people: row._count.grants, links: row._count.shareLinks, things: things.back, space: row.spaceId !== null },
    /** What would go for good with it. */
    along: things.all,
    may: { restore: may(caller, 'resource.restore', target), purge: may(caller, 'resource.purge', target) },
  }
}

/** Names the newest of those who would open it again. */
async function listNames(caller: Caller, resourceId: string) {
  const held = await db().grant.findMany({
    where: { resourceId, ...othersOf(caller) },
    orderBy: { grantedAt: 'desc' },
    take: NAMED,
    select: { principal: { select: { name: true, address: true } } },
  })
  return held.map(({ principal }) => principal.name ?? principal.address)
}
