import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { holdResource } from '../../db/lock.sql'
import { transaction } from '../../db/transaction'
import type { Caller } from '../../principal'
import { dayOf, readAccessEnd } from '../access-end'
import { findManagedSpace } from './find-managed-space'

/** `guestsUntil`: the last day of guests, as 2026-11-29; empty: there is none. */
export const SetGuestsEnd = z.object({ spaceId: z.string(), guestsUntil: z.string().trim().default('') })
export type SetGuestsEnd = z.output<typeof SetGuestsEnd>

/**
 * Sets the last day on which guests' access to a space gives anything, or takes it away. No grant is changed: moving the day
 * brings back who was cut off by it. A day that is unchanged may be over. Throws `NotFound`, and `Invalid` for the day.
 */
export async function setGuestsEnd(caller: Caller, { spaceId, guestsUntil: day }: SetGuestsEnd) {
  const space = await findManagedSpace(caller, spaceId)
  authorize(caller, 'space.change', space)
  return transaction(async (tx) => {
    await holdResource(tx, space.id)
    const { guestsUntil: before } = await tx.resource.findUniqueOrThrow({
      where: { id: space.id },
      select: { guestsUntil: true },
    })
    const same = before !== null && (await dayOf(tx, before)) === day
    const guestsUntil = same
      ? before
      : day
        ? await readAccessEnd(tx, { ends: 'date', endsOn: day }, 'guestsUntil')
        : null
    if (guestsUntil?.getTime() !== before?.getTime()) {
      await tx.resource.updateMany({ where: { id: space.id, deletedAt: null }, data: { guestsUntil } })
      await recordAuditEvent(tx, caller, 'space.changed', { resourceId: space.id, detail: { guestsUntil } })
    }
    return { guestsUntil }
  })
}
