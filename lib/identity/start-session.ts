import { randomUUID } from 'node:crypto'
import { evaluate } from '../access/evaluate'
import { factsFor } from '../access/facts'
import { recordAuditEvent } from '../audit/record-audit-event'
import { recordSessionStart } from '../audit/sign-ins/record-sign-in'
import { after, DAY } from '../clock'
import type { Tx } from '../db/transaction'
import type { AnonymousCaller, PersonCaller, Principal } from '../principal'
import { hashToken, newToken } from '../secrets'
import { readCaller } from './find-caller'

/** From verification, whatever happens in between (NIST SP 800-63B-4, 2.2.3). Milliseconds. */
export const SESSION_LIFE = DAY

export type StartedSession = { token: string; caller: PersonCaller }

/**
 * Starts a session for whoever has just proven an address, with a new 256-bit token of which only the hash
 * is stored; the one this browser had is ended, never taken over.
 */
export async function startSession(
  tx: Tx,
  { environment }: Pick<AnonymousCaller, 'environment'>,
  {
    principal,
    replaces,
    newBrowser,
    browserId = null,
    at,
  }: { principal: Principal; replaces: string | null; newBrowser: boolean; browserId?: string | null; at: Date },
): Promise<StartedSession> {
  const token = newToken()
  const { networkAddress, userAgent } = environment
  await tx.$executeRaw`
    INSERT INTO "Session" (id, "principalId", "tokenHash", "startedAt", "expiresAt", "newBrowser", "browserId", "networkAddress", "userAgent")
    VALUES (${randomUUID()}::uuid, ${principal.id}::uuid, ${hashToken(token)}, ${at}, ${after(at, SESSION_LIFE)}, ${newBrowser}, ${browserId}::uuid, ${networkAddress}, ${userAgent})`
  // Read back as every request reads it, with what policies look at.
  const caller = await readCaller(tx, environment, token)
  if (!caller) throw new Error('Nobody is behind the session that was just begun.')
  await recordAuditEvent(tx, caller, 'session.started', { principalId: principal.id })
  await recordSessionStart(tx, caller, evaluate(caller.policies, factsFor(caller, { area: 'sign-in' })))
  if (replaces) await endReplaced(tx, caller, replaces, at)
  return { token, caller }
}

async function endReplaced(tx: Tx, caller: PersonCaller, token: string, at: Date) {
  const [ended] = await tx.session.updateManyAndReturn({
    where: { tokenHash: hashToken(token), endedAt: null, expiresAt: { gt: at } },
    data: { endedAt: at, endedById: caller.principal.id },
    select: { id: true, principalId: true },
  })
  if (!ended) return
  await recordAuditEvent(tx, caller, 'session.ended', {
    principalId: ended.principalId,
    detail: { sessionId: ended.id, cause: 'replaced' },
  })
}
