import { recordAuditEvents } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import { callerId, type Caller } from '../principal'

export type SessionsToEnd = {
  principalId: string
  /** Only this one. */
  sessionId?: string
  /** All but this one. */
  exceptSessionId?: string
  /** Kept in the trail. */
  cause: string
}

/** Ends sessions in the caller's transaction: the next request with one is a stranger's. Answers how many were ended. */
export async function endSessionsOf(tx: Tx, caller: Caller, { principalId, sessionId, exceptSessionId, cause }: SessionsToEnd) {
  const at = now()
  const ended = await tx.session.updateManyAndReturn({
    where: { principalId, id: { equals: sessionId, not: exceptSessionId }, endedAt: null, expiresAt: { gt: at } },
    data: { endedAt: at, endedById: callerId(caller) },
    select: { id: true },
  })
  const subjects = ended.map(({ id }) => ({ principalId, detail: { sessionId: id, cause } }))
  await recordAuditEvents(tx, caller, 'session.ended', subjects)
  return ended.length
}
