import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { transaction } from '../../db/transaction'
import { NotFound } from '../../errors'
import type { Caller } from '../../principal'
import { endSessionsOf } from './end-sessions-of'

export const EndSession = z.object({ sessionId: z.uuid() })
export type EndSession = z.output<typeof EndSession>

/**
 * Ends one of the caller's own sessions. Throws `NotFound` for another person's session, and for one that has ended or
 * expired.
 */
export async function endSession(caller: Caller, { sessionId }: EndSession) {
  const { principal } = signedIn(caller)
  authorize(caller, 'session.end', { principalId: principal.id })
  return transaction(async (tx) => {
    const ended = await endSessionsOf(tx, caller, {
      principalId: principal.id,
      sessionId,
      cause: 'ended by its person',
    })
    if (ended === 0) throw new NotFound('session')
    return { sessionId }
  })
}
