import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { findPerson } from '../find-person'
import { endSessionsOf } from '../../identity/end-sessions-of'

export const BlockGuest = z.object({ principalId: z.uuid() })
export type BlockGuest = z.output<typeof BlockGuest>

/** Shuts a guest out at once: sessions end, no code is mailed, nothing opens. Their grants wait for an unblock. */
export async function blockGuest(caller: Caller, { principalId }: BlockGuest) {
  await authorize(caller, 'guest.block', { principalId })
  const guest = await findPerson(principalId, 'guest')
  await transaction(async (tx) => {
    const { count } = await tx.principal.updateMany({
      where: { id: principalId, kind: 'guest', blockedAt: null, removedAt: null },
      data: { blockedAt: now(), blockedById: callerId(caller) },
    })
    if (count === 0) throw new Conflict(`${guest.address} is blocked already.`)
    const sessions = await endSessionsOf(tx, caller, { principalId, cause: 'guest blocked' })
    await recordAuditEvent(tx, caller, 'guest.blocked', { principalId, detail: { sessions } })
  })
}
