import type { AuditEventType } from '../../words/event-types'
import { after, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import type { PersonCaller } from '../../principal'

/** How long a change of factors counts as just made. Milliseconds. */
const JUST = 10 * MINUTE

const changes: AuditEventType[] = ['factor.added', 'factor.removed']

/**
 * Counts the other live sessions of a person who has just added or removed a factor in this one: these sessions began
 * without the change. Null: no factor was changed here in the last ten minutes.
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
