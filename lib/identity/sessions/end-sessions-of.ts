import { recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { callerId, type Caller } from '../../principal'

export type SessionsToEnd = {
  principalId: string
  /** Only this one. */
  sessionId?: string
  /** All but this one. */
  exceptSessionId?: string
  /** Kept with the session and in the trail. */
  cause: string
}

/** Ends sessions in the caller's transaction: the next request with one is a stranger's. Answers how many were ended. */
export const endSessionsOf = async (
  tx: Tx,
  caller: Caller,
  { principalId, sessionId, exceptSessionId, cause }: SessionsToEnd,
) => (await endThose(tx, caller, { principalId, id: { equals: sessionId, not: exceptSessionId } }, cause)).length

/** The same for every session of several people. Answers whose each was that ended. */
export const endSessionsOfAll = async (tx: Tx, caller: Caller, principalIds: string[], cause: string) =>
  (await endThose(tx, caller, { principalId: { in: principalIds } }, cause)).map(({ principalId }) => principalId)

async function endThose(tx: Tx, caller: Caller, which: Prisma.SessionWhereInput, cause: string) {
  const at = now()
  const ended = await tx.session.updateManyAndReturn({
    where: { ...which, endedAt: null, expiresAt: { gt: at } },
    data: { endedAt: at, endedById: callerId(caller), endedCause: cause },
    select: { id: true, principalId: true },
  })
  const subjects = ended.map(({ id, principalId }) => ({ principalId, detail: { sessionId: id, cause } }))
  await recordAuditEvents(tx, caller, 'session.ended', subjects)
  return ended
}
