import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { after, isOver, now } from '../clock'
import { pageField, pagesOf, searchField } from '../forms/pages'
import type { Caller, Principal } from '../principal'
import { type Undo, undoOf } from './just-ended'
import type { ResourceKind } from '../resource-kinds'
import { findPage, type Found } from './list-inbox.sql'
import type { Role } from '../role'
import { ENDING_SOON } from './status'

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
  role: Role
  sharer: { name: string | null; address: string; kind: 'member' | 'guest' }
  endsAt: Date | null
  /** True where the caller has never opened it. */
  isNew: boolean
  endingSoon: boolean
  /** Null: the grant is in force. Else it was given up a moment ago. */
  undo: Undo
}

/** Lists what is shared with the caller, in pages of 50. Returns the last page for a number past the end. */
export async function listInbox(caller: Caller, input: Partial<Record<keyof ListInbox, unknown>> = {}) {
  const { principal } = signedIn(caller)
  authorize(caller, 'inbox.list', { principalId: principal.id })
  const { q, sort, page: asked } = ListInbox.parse(input)
  const { found, page } = await findPageOrLast(principal, { q, sort, page: asked })
  const total = found[0]?.total ?? 0
  const at = now()
  return { rows: found.map((row) => toRow(row, at)), at, total, page, pages: pagesOf(total), q, sort }
}

export type InboxView = Awaited<ReturnType<typeof listInbox>>

type Place = z.output<typeof ListInbox>

async function findPageOrLast(reader: Principal, place: Place) {
  const found = await findPage(reader, place)
  if (found.length > 0 || place.page === 1) return { found, page: place.page }
  // A page past the end has no row with the total: the first page has.
  const [first] = await findPage(reader, { ...place, page: 1 })
  const page = pagesOf(first?.total ?? 0)
  return { found: await findPage(reader, { ...place, page }), page }
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
