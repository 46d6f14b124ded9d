import { firstEnd, spaceEndFor } from '../access/live'
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
      ...(holder.kind === 'guest' ? [{ resource: { OR: [{ guestsUntil: null }, { guestsUntil: { gt: at } }] } }] : []),
      { OR: [{ revokedAt: null }, justEndedOf(holder.id, reader.id, at)] },
    ],
  }
  const page = await pageOf(asked, await db().grant.count({ where }), (skip) => findPage(where, skip))
  const accepted = holder.kind === 'member' || holder.guest?.privacyAcceptedAt != null
  return { ...page, rows: page.rows.map((row) => toRow(row, holder.kind, accepted, reader)) }
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
          guestsUntil: true,
          sharedBy: { select: { id: true, name: true, address: true, kind: true } },
        },
      },
    },
  })

type Row = Awaited<ReturnType<typeof findPage>>[number]

function toRow(
  { principalId, revokedAt, revokedById, undoUntil, resource: { guestsUntil, ...resource }, ...row }: Row,
  kind: Holder['kind'],
  accepted: boolean,
  reader: { id: string | null; at: Date },
) {
  const endsAt = firstEnd(row.endsAt, spaceEndFor(kind, guestsUntil))
  return {
    ...row,
    resource,
    endsAt,
    status: grantStatus({ principalId, endsAt, revokedAt, revokedById, accepted }, reader.at),
    undo: undoOf({ revokedAt, revokedById, undoUntil }, reader.id, reader.at),
  }
}
