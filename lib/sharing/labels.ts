import { z } from 'zod'
import { db } from '../db/client'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'

/** What a form says of a label: empty for none. */
export const labelField = z.uuid().or(z.literal(''))

/** The labels that a sharer chooses from, least sensitive first. */
export const listLabels = () =>
  db().sensitivityLabel.findMany({
    where: { deletedAt: null },
    orderBy: { place: 'asc' },
    select: { id: true, name: true, note: true },
  })

export type LabelChoice = Awaited<ReturnType<typeof listLabels>>[number]

/** The label that was chosen, null for none, held so that it can't be deleted meanwhile. Throws `Invalid` for one that is gone. */
export async function readLabel(tx: Tx, labelId: string) {
  if (!labelId) return null
  const [label] = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM "SensitivityLabel" WHERE id = ${labelId}::uuid AND "deletedAt" IS NULL FOR SHARE`
  if (!label) throw new Invalid('label.gone', { labelId: 'This label is gone. Choose another.' })
  return label
}
