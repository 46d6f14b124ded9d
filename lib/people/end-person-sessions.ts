import { z } from 'zod'
import { authorize } from '../access/authorize'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'
import { endSessionsOf } from '../identity/sessions/end-sessions-of'

export const EndPersonSessions = z.object({ principalId: z.uuid(), sessionId: z.uuid().optional() })
export type EndPersonSessions = z.output<typeof EndPersonSessions>

/** Signs a person out everywhere, or in the one browser named. Throws `Conflict` if there was nothing left to end. */
export async function endPersonSessions(caller: Caller, { principalId, sessionId }: EndPersonSessions) {
  authorize(caller, 'person.end-sessions', { principalId })
  return transaction(async (tx) => {
    const ended = await endSessionsOf(tx, caller, { principalId, sessionId, cause: 'ended by an administrator' })
    if (ended === 0)
      throw new Conflict('session.none', 'There is no session left to end. Open the page again to see how things are.')
    return { ended }
  })
}
