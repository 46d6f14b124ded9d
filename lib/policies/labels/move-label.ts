import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { raisePolicyVersion } from '../../access/raise-policy-version'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { Conflict, NotFound } from '../../errors'
import { sentence } from '../../own-direction'
import type { Caller } from '../../principal'

export const MoveLabel = z.object({
  labelId: z.uuid(),
  /** Where it was seen in the list, from 0. */ place: z.coerce.number().int(),
  direction: z.enum(['up', 'down']),
})
export type MoveLabel = z.output<typeof MoveLabel>

/** Has a label change places with the one above or below it; at the end of the list it stays. Throws `NotFound`, and `Conflict` where it is no longer at `place`. */
export async function moveLabel(caller: Caller, { labelId, place: seen, direction }: MoveLabel) {
  authorize(caller, 'label.change')
  await transaction(async (tx) => {
    // Two who move at once take turns.
    await raisePolicyVersion(tx)
    const labels = await tx.sensitivityLabel.findMany({
      where: { deletedAt: null },
      orderBy: [{ place: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true },
    })
    const at = labels.findIndex(({ id }) => id === labelId)
    const label = labels[at]
    if (!label) throw new NotFound('label')
    if (at !== seen)
      throw new Conflict(
        'label.changed',
        sentence`Somebody has moved the labels meanwhile: “${label.name}” is number ${at + 1} now. Load the page again.`,
      )
    const other = labels[direction === 'up' ? at - 1 : at + 1]
    if (!other) return
    const order = labels.map((one) => (one === label ? other : one === other ? label : one))
    for (const [place, { id }] of order.entries()) await tx.sensitivityLabel.update({ where: { id }, data: { place } })
    await recordAuditEvent(tx, caller, 'label.moved', { detail: { labelId, label: label.name, direction } })
  })
}
