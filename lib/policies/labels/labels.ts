import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { raisePolicyVersion } from '../../access/raise-policy-version'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { Conflict, Invalid, NotFound } from '../../errors'
import { sentence } from '../../own-direction'
import { line, requiredLine } from '../../plain-text'
import type { Caller } from '../../principal'
import { refuseStale } from '../../revision'

/** A short list, or nobody reads it. */
const MOST = 20

export type LabelView = { id: string; name: string; note: string | null; revision: number; resources: number }

/** The labels, least sensitive first, with how many resources carry each: for whoever keeps the list. */
export async function manageLabels(caller: Caller): Promise<LabelView[]> {
  authorize(caller, 'label.change')
  const labels = await db().sensitivityLabel.findMany({
    where: { deletedAt: null },
    orderBy: { place: 'asc' },
    select: {
      id: true,
      name: true,
      note: true,
      revision: true,
      _count: { select: { resources: { where: { deletedAt: null } } } },
    },
  })
  return labels.map(({ _count, ...label }) => ({ ...label, resources: _count.resources }))
}

export const SaveLabel = z.object({
  labelId: z.uuid().optional(),
  /** The one that is changed was filled in from. */
  revision: z.coerce.number().int().optional(),
  name: requiredLine(40, 'A label needs a name.', { tooLong: 'A name has at most 40 characters.' }),
  note: line(200, 'Say it in at most 200 characters.'),
})
export type SaveLabel = z.output<typeof SaveLabel>

/** Adds a label at the end, or changes the one that is named. Throws `Invalid` for a name that another has, `NotFound`, and `Conflict` also where somebody else has changed it since the form was filled in. */
export async function saveLabel(caller: Caller, { labelId, revision, name, note }: SaveLabel) {
  authorize(caller, labelId ? 'label.change' : 'label.create')
  return transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const same = await tx.sensitivityLabel.findFirst({
      where: {
        deletedAt: null,
        name: { equals: name, mode: 'insensitive' },
        ...(labelId ? { NOT: { id: labelId } } : {}),
      },
    })
    if (same) throw new Invalid('label.exists', { name: sentence`There is a label “${same.name}” already.` })
    const fields = { name, note: note || null }
    if (labelId) {
      const before = await tx.sensitivityLabel.findFirst({
        where: { id: labelId, deletedAt: null },
        select: { revision: true },
      })
      if (!before) throw new NotFound('label')
      refuseStale('this label', before.revision, revision)
      await tx.sensitivityLabel.update({ where: { id: labelId }, data: { ...fields, revision: { increment: 1 } } })
    } else {
      const { _count: count, _max: last } = await tx.sensitivityLabel.aggregate({
        where: { deletedAt: null },
        _count: true,
        _max: { place: true },
      })
      if (count >= MOST)
        throw new Conflict('label.too-many', `There are ${MOST} labels, as many as there can be. Delete one first.`)
      await tx.sensitivityLabel.create({ data: { ...fields, place: (last.place ?? -1) + 1, createdAt: now() } })
    }
    await recordAuditEvent(tx, caller, labelId ? 'label.changed' : 'label.created', {
      detail: { label: name, labelId },
    })
  })
}

export const DeleteLabel = z.object({ labelId: z.uuid() })
export type DeleteLabel = z.output<typeof DeleteLabel>

/** Deletes a label: what carried it carries none. Throws `NotFound`. */
export async function deleteLabel(caller: Caller, { labelId }: DeleteLabel) {
  authorize(caller, 'label.delete')
  return transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const [deleted] = await tx.sensitivityLabel.updateManyAndReturn({
      where: { id: labelId, deletedAt: null },
      data: { deletedAt: now() },
      select: { name: true },
    })
    if (!deleted) throw new NotFound('label')
    const { count } = await tx.resource.updateMany({ where: { labelId }, data: { labelId: null } })
    await recordAuditEvent(tx, caller, 'label.deleted', { detail: { labelId, label: deleted.name, resources: count } })
    return { resources: count }
  })
}
