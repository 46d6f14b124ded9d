import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { transaction } from '../../db/transaction'
import type { Caller } from '../../principal'
import { endSessionsOf } from './end-sessions-of'

export const EndOtherSessions = z.object({})

/** Ends all sessions of the caller except the one of this request. Resolves to their number, `ended`. */
export async function endOtherSessions(caller: Caller) {
  const { principal, session } = signedIn(caller)
  authorize(caller, 'session.end', { principalId: principal.id })
  return transaction(async (tx) => {
    const cause = 'ended by its person, from another browser'
    return { ended: await endSessionsOf(tx, caller, { principalId: principal.id, exceptSessionId: session.id, cause }) }
  })
}
