import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { NotFound } from '../../errors'
import type { PersonCaller, Strength } from '../../principal'
import { rotateToken } from '../step-up/rotate-token'

const order: readonly Strength[] = ['mailbox', 'mailbox_recovery', 'mailbox_totp', 'passkey']

const shown = { app: 'mailbox_totp', recovery: 'mailbox_recovery', passkey: 'passkey' } as const

/** Keeps that a factor was shown in this session, which it never weakens, under a new token. Throws `NotFound` once it is over. */
export async function strengthen(tx: Tx, caller: PersonCaller, factor: keyof typeof shown): Promise<{ sessionToken: string }> {
  const strength = order.indexOf(shown[factor]) > order.indexOf(caller.session.strength) ? shown[factor] : caller.session.strength
  const token = await rotateToken(tx, caller, { strength, strengthenedAt: now() })
  if (!token) throw new NotFound('session')
  await recordAuditEvent(tx, caller, 'session.strengthened', { principalId: caller.principal.id, detail: { factor, strength } })
  return { sessionToken: token }
}
