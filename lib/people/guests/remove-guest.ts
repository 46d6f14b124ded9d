import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { findPerson } from '../find-person'
import { endAllOf } from './end-all-of'

export const RemoveGuest = z.object({ principalId: z.uuid() })
export type RemoveGuest = z.output<typeof RemoveGuest>

/**
 * Ends everything a guest has here: grants, sessions, invitations, mail on its way. The trail stays; a new
 * invitation starts afresh.
 */
export async function removeGuest(caller: Caller, { principalId }: RemoveGuest) {
  authorize(caller, 'guest.remove', { principalId })
  const guest = await findPerson(principalId, 'guest')
  await transaction(async (tx) => {
    const { count } = await tx.principal.updateMany({
      where: { id: principalId, kind: 'guest', removedAt: null },
      data: { removedAt: now(), removedById: callerId(caller) },
    })
    if (count === 0) throw new Conflict('guest.removed', `${guest.address} was removed already.`)
    await endAllOf(tx, caller, principalId)
  })
}
