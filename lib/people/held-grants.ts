import { after, isOver, now, SECOND } from '../clock'
import { db } from '../db/client'
import { grantStatus } from '../sharing/status'
import { PAGE_SIZE, pageOf } from './pages'
import type { Prisma } from '../db/generated/client'

/** How long a grant that was just revoked stays in the list, to be given back on the spot. */
const UNDO = 10 * SECOND

type Holder = { id: string; kind: 'member' | 'guest'; guest: { privacyAcceptedAt: Date | null } | null }

/** The grants that a person holds now, and those revoked a moment ago, newest first. */
export async function listHeldGrants(holder: Holder, asked: number) {
  const at = now()
  const where: Prisma.GrantWhereInput = {
    principalId: holder.id,
    resource: { deletedAt: null },
    AND: [{ OR: [{ endsAt: null }, { endsAt: { gt: at } }] }, { OR: [{ revokedAt: null }, { revokedAt: { gt: after(at, -UNDO) } }] }],
  }
  const page = await pageOf(asked, await db().grant.count({ where }), (skip) => findPage(where, skip))
  const accepted = holder.kind === 'member' || holder.guest?.privacyAcceptedAt != null
  return { ...page, rows: page.rows.map((row) => toRow(row, accepted, at)) }
}

const findPage = (where: Prisma.GrantWhereInput, skip: number) =>
  db().grant.findMany({
    where,
    orderBy: [{ grantedAt: 'desc' }, { id: 'desc' }],
    skip,
    take: PAGE_SIZE,
    select: {
      id: true, role: true, grantedAt: true, endsAt: true, revokedAt: true, lastOpenedAt: true, openCount: true,
      resource: { select: { id: true, title: true, kind: true, sharedBy: { select: { id: true, name: true, address: true, kind: true } } } },
    },
  })

type Row = Awaited<ReturnType<typeof findPage>>[number]

const toRow = ({ revokedAt, ...row }: Row, accepted: boolean, at: Date) => ({
  ...row,
  status: grantStatus({ endsAt: row.endsAt, revokedAt, accepted }, at),
  undoSeconds: revokedAt && !isOver(after(revokedAt, UNDO), at) ? (revokedAt.getTime() + UNDO - at.getTime()) / SECOND : null,
})
