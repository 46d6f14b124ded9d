import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { after, isOver, now } from '../clock'
import { Prisma } from '../db/generated/client'
import { like } from '../db/like'
import { readInOneStatement } from '../db/statement'
import { pageField, searchField } from '../forms/pages'
import type { Caller } from '../principal'
import { justEnded, type Undo, undoOf } from './just-ended'
import { type ResourceKind, resourceKinds } from './kinds'
import { ENDING_SOON } from './status'

/** Rows of a page. The number stands in the text of the statement once more. */
const PAGE = 50

export const ListInbox = z.object({
  q: searchField,
  sort: z.enum(['newest', 'title', 'ending']).catch('newest'),
  page: pageField,
})
export type ListInbox = z.input<typeof ListInbox>

export type InboxRow = {
  grantId: string
  resourceId: string
  title: string
  kind: ResourceKind
  role: 'view' | 'download'
  sharer: { name: string | null; address: string; kind: 'member' | 'guest' }
  endsAt: Date | null
  /** True where the caller has never opened it. */
  isNew: boolean
  endingSoon: boolean
  /** Null: the grant is in force. Else it was given up a moment ago. */
  undo: Undo
}

const Found = z.strictObject({
  grantId: z.guid(),
  resourceId: z.guid(),
  title: z.string(),
  kind: z.enum(resourceKinds),
  role: z.enum(['view', 'download']),
  endsAt: z.date().nullable(),
  firstOpenedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  revokedById: z.guid().nullable(),
  undoUntil: z.date().nullable(),
  sharerName: z.string().nullable(),
  sharerAddress: z.string(),
  sharerKind: z.enum(['member', 'guest']),
  total: z.int(),
})
type Found = z.infer<typeof Found>

/** Lists what is shared with the caller, in pages of 50. Returns the last page for a number past the end. */
export async function listInbox(caller: Caller, input: Partial<Record<keyof ListInbox, unknown>> = {}) {
  const { principal } = signedIn(caller)
  authorize(caller, 'inbox.list', { principalId: principal.id })
  const { q, sort, page: asked } = ListInbox.parse(input)
  const { found, page } = await findPageOrLast(principal.id, { q, sort, page: asked })
  const total = found[0]?.total ?? 0
  const at = now()
  return { rows: found.map((row) => toRow(row, at)), at, total, page, pages: pagesOf(total), q, sort }
}

export type InboxView = Awaited<ReturnType<typeof listInbox>>

type Place = z.output<typeof ListInbox>

const pagesOf = (total: number) => Math.max(1, Math.ceil(total / PAGE))

async function findPageOrLast(principalId: string, place: Place) {
  const found = await findPage(principalId, place)
  if (found.length > 0 || place.page === 1) return { found, page: place.page }
  // A page past the end has no row with the total: the first page has.
  const [first] = await findPage(principalId, { ...place, page: 1 })
  const page = pagesOf(first?.total ?? 0)
  return { found: await findPage(principalId, { ...place, page }), page }
}

/**
 * Finds one page. Each row has the total, which saves a second query. The number of rows is a part of the text, and the first
 * page has no offset, so that PostgreSQL can estimate both and keeps one plan for everybody.
 */
function findPage(principalId: string, { q, sort, page }: Place) {
  const held = heldBy(principalId, q)
  const offset = page > 1 ? Prisma.sql`OFFSET ${(page - 1) * PAGE}::int` : Prisma.empty
  return readInOneStatement(
    Prisma.sql`
      SELECT g.id AS "grantId", r.id AS "resourceId", r.title, r.kind, g.role, g."endsAt", g."firstOpenedAt", g."revokedAt", g."revokedById", g."undoUntil",
        s.name AS "sharerName", s.address AS "sharerAddress", s.kind AS "sharerKind",
        (SELECT count(*)::int FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId" LEFT JOIN "Principal" s ON s.id = r."sharedById" WHERE ${held}) AS total
      FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId" JOIN "Principal" s ON s.id = r."sharedById"
      WHERE ${held} ORDER BY ${orders[sort]} LIMIT 50 ${offset}`,
    Found,
  )
}

const orders = {
  newest: Prisma.sql`g."grantedAt" DESC, g.id DESC`,
  title: Prisma.sql`lower(r.title), g.id`,
  ending: Prisma.sql`g."endsAt" NULLS LAST, g.id`,
}

/** Matches the live grants of one person, and those that they gave up a moment ago. */
function heldBy(principalId: string, q: string) {
  const at = now()
  const search = q
    ? Prisma.sql`AND (r.title ILIKE ${like(q)} OR s.name ILIKE ${like(q)} OR s.address ILIKE ${like(q)})`
    : Prisma.empty
  return Prisma.sql`g."principalId" = ${principalId}::uuid AND r."deletedAt" IS NULL
    AND (g."endsAt" IS NULL OR g."endsAt" > ${at})
    AND (g."revokedAt" IS NULL OR ${justEnded(principalId, at)}) ${search}`
}

function toRow(
  { sharerName, sharerAddress, sharerKind, firstOpenedAt, revokedAt, revokedById, undoUntil, total: _, ...row }: Found,
  at: Date,
): InboxRow {
  return {
    ...row,
    sharer: { name: sharerName, address: sharerAddress, kind: sharerKind },
    isNew: !firstOpenedAt,
    endingSoon: row.endsAt !== null && isOver(row.endsAt, after(at, ENDING_SOON)),
    undo: undoOf({ revokedAt, revokedById, undoUntil }, revokedById, at),
  }
}
