import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { NotFound } from '../../errors'
import type { PersonCaller } from '../../principal'
import { keepProofs } from '../sessions/keep-proofs.sql'

const kinds = { app: 'authenticator_app', recovery: 'recovery_code', passkey: 'passkey' } as const

/**
 * Keeps with the session that a factor was shown, and gives the session a new token. Throws `NotFound` once the session has
 * ended.
 */
export async function strengthen(
  tx: Tx,
  caller: PersonCaller,
  factor: keyof typeof kinds,
): Promise<{ sessionToken: string }> {
  const token = await keepProofs(tx, caller, { [kinds[factor]]: now() })
  if (!token) throw new NotFound('session')
  await recordAuditEvent(tx, caller, 'session.strengthened', { principalId: caller.principal.id, detail: { factor } })
  return { sessionToken: token }
}
