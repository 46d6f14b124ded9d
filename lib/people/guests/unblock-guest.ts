import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findPerson } from '../find-person'

export const UnblockGuest = z.object({ principalId: z.uuid() })
export type UnblockGuest = z.output<typeof UnblockGuest>

/**
 * Gives a blocked guest back what their grants give. They sign in with a new code. A removal that was due is off. Whoever
 * was removed since can be invited again.
 */
export async function unblockGuest(caller: Caller, { principalId }: UnblockGuest) {
  authorize(caller, 'guest.unblock', { principalId })
  const guest = await findPerson(principalId, 'guest', { removedToo: true })
  await transaction(async (tx) => {
    const { count } = await tx.principal.updateMany({
      where: { id: principalId, kind: 'guest', blockedAt: { not: null } },
      data: { blockedAt: null, blockedById: null },
    })
    if (count === 0) throw new Conflict('guest.not-blocked', `${guest.address} is not blocked.`)
    await tx.guest.updateMany({ where: { principalId }, data: { removalDueAt: null } })
    await recordAuditEvent(tx, caller, 'guest.unblocked', { principalId })
  })
}
