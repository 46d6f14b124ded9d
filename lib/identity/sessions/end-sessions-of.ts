import { recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { callerId, type Caller } from '../../principal'

export type SessionsToEnd = {
  principalId: string
  /** The only session to end. */
  sessionId?: string
  /** The only session to keep. */
  exceptSessionId?: string
  /** The reason, kept with the session and in the trail. */
  cause: string
}

/**
 * Ends live sessions of a person in the caller's transaction: the next request with one of them is anonymous. Resolves to
 * their number.
 */
export const endSessionsOf = async (
  tx: Tx,
  caller: Caller,
  { principalId, sessionId, exceptSessionId, cause }: SessionsToEnd,
) => (await endThose(tx, caller, { principalId, id: { equals: sessionId, not: exceptSessionId } }, cause)).length

/** Ends every live session of several people. Resolves to the principal's id of each session that ended. */
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
