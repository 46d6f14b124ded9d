import { targetColumns, targetOf } from '../../access/target'
import { governedBy } from '../../access/visibility'
import { now } from '../../clock'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { NotFound } from '../../errors'
import { isId } from '../../ids'
import type { Caller } from '../../principal'
import { inTrash } from './in-trash'

/** Matches what lies in the trash by itself: what went with its space comes back with the space alone. */
export const lying = (at = now()) =>
  ({
    AND: [inTrash(at), { OR: [{ spaceId: null }, { space: { deletedAt: null } }] }],
  }) satisfies Prisma.ResourceWhereInput

/** Matches what lies in the trash that a caller may look into: a member's is what they govern, an administrator's all. */
function trashOf(caller: Caller): Prisma.ResourceWhereInput {
  if (caller.kind !== 'person' || caller.principal.kind === 'guest') return { id: { in: [] } }
  const { id, administrator } = caller.principal
  return { AND: [lying(), administrator ? {} : governedBy(id)] }
}

/** Selects the columns that make a decision about something in the trash. */
export const trashedColumns = (caller: Caller) =>
  ({
    ...targetColumns(caller),
    title: true,
    takenDown: true,
    sharedBy: { select: { id: true, name: true, address: true, kind: true } },
  }) satisfies Prisma.ResourceSelect

type Trashed = Prisma.ResourceGetPayload<{ select: ReturnType<typeof trashedColumns> }>

/** Makes the target of a decision about something in the trash. */
export const trashedTargetOf = (row: Trashed) => ({ ...targetOf(row), trashed: { takenDown: row.takenDown } })

/** Finds something in the trash that the caller may look into. Throws `NotFound`, also for what can't be restored any longer. */
export async function findInTrash(caller: Caller, resourceId: string) {
  const row = isId(resourceId)
    ? await db().resource.findFirst({
        where: { AND: [{ id: resourceId }, trashOf(caller)] },
        select: trashedColumns(caller),
      })
    : null
  if (!row?.deletedAt) throw new NotFound('resource')
  const { id, title, sharedBy, deletedAt } = row
  return { ...trashedTargetOf(row), id, title, sharedBy, deletedAt }
}

export type FoundInTrash = Awaited<ReturnType<typeof findInTrash>>
