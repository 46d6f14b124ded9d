import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { NotFound } from '../../errors'
import type { PersonCaller } from '../../principal'
import { rotateToken } from '../sessions/rotate-token'

const shown = { app: 'mailbox_totp', recovery: 'mailbox_recovery', passkey: 'passkey' } as const

/** The strengths that a factor may replace; never a stronger one. */
const weaker = {
  app: ['mailbox', 'mailbox_recovery'],
  recovery: ['mailbox'],
  passkey: ['mailbox', 'mailbox_recovery', 'mailbox_totp'],
} as const

/**
 * Notes in the session that a factor was shown, and gives the session a new token. Never lowers the session's strength.
 * Throws `NotFound` once the session has ended.
 */
export async function strengthen(
  tx: Tx,
  caller: PersonCaller,
  factor: keyof typeof shown,
): Promise<{ sessionToken: string }> {
  // On condition of the strength that is stored now: a passkey that is shown at the same moment is not replaced.
  await tx.session.updateMany({
    where: { id: caller.session.id, strength: { in: [...weaker[factor]] } },
    data: { strength: shown[factor] },
  })
  const at = now()
  const token = await rotateToken(tx, caller, { strengthenedAt: at, ...(factor === 'app' ? {} : { passkeyAt: at }) })
  if (!token) throw new NotFound('session')
  await recordAuditEvent(tx, caller, 'session.strengthened', { principalId: caller.principal.id, detail: { factor } })
  return { sessionToken: token }
}
