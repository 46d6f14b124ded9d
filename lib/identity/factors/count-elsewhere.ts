import type { AuditEventType } from '../../words/event-types'
import { after, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import type { PersonCaller } from '../../principal'

/** How long a change of factors is what just happened. Milliseconds. */
const JUST = 10 * MINUTE

const changes: AuditEventType[] = ['factor.added', 'factor.removed']

/**
 * In how many other browsers somebody is signed in who has just added or removed a factor here: whoever sits there
 * got in without it. Null where nothing was changed.
 */
export async function countElsewhere(caller: PersonCaller): Promise<number | null> {
  const { principal, session } = caller
  const at = now()
  const changed = await db().auditEvent.count({
    where: { callerId: principal.id, sessionId: session.id, type: { in: changes }, at: { gt: after(at, -JUST) } },
  })
  return changed === 0
    ? null
    : db().session.count({
        where: { principalId: principal.id, id: { not: session.id }, endedAt: null, expiresAt: { gt: at } },
      })
}
