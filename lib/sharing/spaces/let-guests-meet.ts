import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import type { Caller } from '../../principal'
import { findManagedSpace } from './find-managed-space'

export const LetGuestsMeet = z.object({ spaceId: z.string(), guestsMeet: z.literal('on').optional() })
export type LetGuestsMeet = z.output<typeof LetGuestsMeet>

/** Lets the guests of a space see one another, or hides them from each other again, on their next request. Throws `NotFound`. */
export async function letGuestsMeet(caller: Caller, { spaceId, ...asked }: LetGuestsMeet) {
  const space = await findManagedSpace(caller, spaceId)
  authorize(caller, 'space.change', space)
  const guestsMeet = asked.guestsMeet === 'on'
  return transaction(async (tx) => {
    const { count } = await tx.resource.updateMany({
      where: { id: space.id, deletedAt: null, guestsMeet: !guestsMeet },
      data: { guestsMeet },
    })
    if (count > 0) await recordAuditEvent(tx, caller, 'space.changed', { resourceId: space.id, detail: { guestsMeet } })
    return { guestsMeet }
  })
}
