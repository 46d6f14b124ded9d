import { now } from '../clock'
import { db } from '../db/client'
import { type Caller, callerId } from '../principal'
import { justEndedOf, undoOf } from '../sharing/just-ended'
import { grantStatus } from '../sharing/status'
import { PAGE_SIZE, pageOf } from '../forms/pages'
import type { Prisma } from '../db/generated/client'

type Holder = { id: string; kind: 'member' | 'guest'; guest: { privacyAcceptedAt: Date | null } | null }

/** Lists the grants that a person holds now, and those that ended a moment ago, newest first. `of`: what they are on. */
export async function listHeldGrants(
  caller: Caller,
  holder: Holder,
  asked: number,
  of: Prisma.ResourceWhereInput = {},
) {
  const reader = { id: callerId(caller), at: now() }
  const { at } = reader
  const where: Prisma.GrantWhereInput = {
    principalId: holder.id,
    resource: { ...of, deletedAt: null },
    AND: [
      { OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
      { OR: [{ revokedAt: null }, justEndedOf(holder.id, reader.id, at)] },
    ],
  }
  const page = await pageOf(asked, await db().grant.count({ where }), (skip) => findPage(where, skip))
  const accepted = holder.kind === 'member' || holder.guest?.privacyAcceptedAt != null
  return { ...page, rows: page.rows.map((row) => toRow(row, accepted, reader)) }
}

const findPage = (where: Prisma.GrantWhereInput, skip: number) =>
  db().grant.findMany({
    where,
    orderBy: [{ grantedAt: 'desc' }, { id: 'desc' }],
    skip,
    take: PAGE_SIZE,
    select: {
      id: true,
      principalId: true,
      role: true,
      grantedAt: true,
      endsAt: true,
      revokedAt: true,
      revokedById: true,
      undoUntil: true,
      lastOpenedAt: true,
      openCount: true,
      resource: {
        select: {
          id: true,
          title: true,
          kind: true,
          sharedBy: { select: { id: true, name: true, address: true, kind: true } },
        },
      },
    },
  })

type Row = Awaited<ReturnType<typeof findPage>>[number]

const toRow = (
  { principalId, revokedAt, revokedById, undoUntil, ...row }: Row,
  accepted: boolean,
  reader: { id: string | null; at: Date },
) => ({
  ...row,
  status: grantStatus({ principalId, endsAt: row.endsAt, revokedAt, revokedById, accepted }, reader.at),
  undo: undoOf({ revokedAt, revokedById, undoUntil }, reader.id, reader.at),
})
