import { here } from '../../access/live'
import { recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { callerId, type Caller } from '../../principal'
import { endSessionsOfAll } from '../../identity/sessions/end-sessions-of'

/**
 * Shuts guests out in the caller's transaction: sessions end, no code is mailed, nothing opens. Who is blocked already
 * or gone stays as they are. Resolves to the ids of those that this blocked.
 */
export async function blockGuests(tx: Tx, caller: Caller, principalIds: string[], cause?: string): Promise<string[]> {
  const blocked = await tx.principal.updateManyAndReturn({
    where: { id: { in: principalIds }, kind: 'guest', ...here },
    data: { blockedAt: now(), blockedById: callerId(caller) },
    select: { id: true },
  })
  const ids = blocked.map(({ id }) => id)
  const ended = await endSessionsOfAll(tx, caller, ids, 'guest blocked')
  const subjects = ids.map((principalId) => ({
    principalId,
    detail: { sessions: ended.filter((id) => id === principalId).length, cause },
  }))
  await recordAuditEvents(tx, caller, 'guest.blocked', subjects)
  return ids
}
