import { z } from 'zod'
import { db } from '../db/client'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { lockLabel } from './labels.sql'

/** A form's field for a label's id. Empty: no label. */
export const labelField = z.uuid().or(z.literal(''))

/** Lists the labels that a sharer can choose, in the administrators' order: the least sensitive first. */
export const listLabels = () =>
  db().sensitivityLabel.findMany({
    where: { deletedAt: null },
    orderBy: { place: 'asc' },
    select: { id: true, name: true, note: true },
  })

export type LabelChoice = Awaited<ReturnType<typeof listLabels>>[number]

/** Reads and locks the chosen label, so that it can't be deleted meanwhile. Null: none was chosen. Throws `Invalid` for a deleted label. */
export async function readLabel(tx: Tx, labelId: string) {
  if (!labelId) return null
  const [label] = await lockLabel(tx, labelId)
  if (!label) throw new Invalid('label.gone', { labelId: 'This label is gone. Choose another.' })
  return label
}
