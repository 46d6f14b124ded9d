import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { evaluate } from '../../access/evaluate'
import { factsFor } from '../../access/facts'
import { recording } from '../../audit/record-audit-event'
import { recordingSessionStart } from '../../audit/sign-ins/record-sign-in'
import { after as later, DAY } from '../../clock'
import { count } from '../../counters'
import { Prisma } from '../../db/generated/client'
import { afterwards, type Tx } from '../../db/transaction'
import type { AnonymousCaller, Environment, PersonCaller, Principal, Session } from '../../principal'
import { hashOrNothing, hashToken, newToken } from '../../secrets'
import { findPerson, type Person } from './person'

/** From verification, whatever happens in between (NIST SP 800-63B-4, 2.2.3). Milliseconds. */
export const SESSION_LIFE = DAY

export type StartedSession = { token: string; caller: PersonCaller }

type Beginning = {
  principal: Pick<Principal, 'id'>
  replaces: string | null
  newBrowser: boolean
  browserId?: string | null
  at: Date
}

/**
 * Starts a session for whoever has just proven an address, with a new 256-bit token of which only the hash
 * is stored; the one this browser had is ended, never taken over.
 */
export async function startSession(
  tx: Tx,
  { environment }: Pick<AnonymousCaller, 'environment'>,
  beginning: Beginning,
): Promise<StartedSession> {
  const person = await findPerson(tx, beginning.principal.id)
  if (!person) throw new Error('Nobody is there for the session that is to begin.')
  const { started, parts } = starting(person, environment, beginning)
  const [row] = await tx.$queryRaw<[Ended]>`WITH ${parts} SELECT ${ended}`
  afterwards(tx, () => countStarted(row))
  return started
}

/** How many sessions were ended by the one that began. */
export const Ended = z.strictObject({ ended: z.int() })
export type Ended = z.infer<typeof Ended>

/** What a statement with `starting` selects. */
export const ended = Prisma.sql`(SELECT count(*)::int FROM session_ended) AS ended`

/** Counts what `starting` has recorded, once its statement is through. */
export function countStarted(row: Ended) {
  count('session.started')
  if (row.ended > 0) count('session.ended', row.ended)
}

/** The session of a person that begins, and the part of a statement that writes it, with its events and what policies say to it. `after`: a FROM clause of what is written before another session is ended. */
export function starting(
  person: Person,
  environment: Environment,
  { replaces, newBrowser, browserId = null, at }: Beginning,
  after = Prisma.empty,
): { started: StartedSession; parts: Prisma.Sql } {
  const token = newToken()
  const caller: PersonCaller = {
    kind: 'person',
    ...person,
    session: newSession(newBrowser, browserId, at),
    environment,
  }
  const { session, principal } = caller
  const { networkAddress, userAgent } = environment
  const evaluation = evaluate(caller.policies, factsFor(caller, { area: 'sign-in' }))
  const gone = Prisma.sql`SELECT "principalId", NULL::uuid, jsonb_build_object('sessionId', id, 'cause', 'replaced') FROM replaced`
  const parts = Prisma.sql`
    session AS (
      INSERT INTO "Session" (id, "principalId", "tokenHash", "startedAt", "expiresAt", "newBrowser", "browserId", "networkAddress", "userAgent")
      VALUES (${session.id}::uuid, ${principal.id}::uuid, ${hashToken(token)}, ${at}::timestamptz, ${session.expiresAt}::timestamptz, ${newBrowser},
        ${browserId}::uuid, ${networkAddress}, ${userAgent})
    ), replaced AS (
      UPDATE "Session" SET "endedAt" = ${at}, "endedById" = ${principal.id}::uuid
      ${after} WHERE "tokenHash" = ${hashOrNothing(replaces)} AND "endedAt" IS NULL AND "expiresAt" > ${at}
      RETURNING "Session".id, "Session"."principalId"
    ), ${recording(caller, 'session.started', [{ principalId: principal.id }], 'session_started')},
    ${recordingSessionStart(caller, evaluation)},
    ${recording(caller, 'session.ended', { rows: gone, most: 1 }, 'session_ended')}`
  return { started: { token, caller }, parts }
}

/** A session as it is in its first moment; whether the browser is closed, a cookie tells later. */
const newSession = (newBrowser: boolean, browserId: string | null, at: Date): Session => ({
  id: randomUUID(),
  startedAt: at,
  expiresAt: later(at, SESSION_LIFE),
  strength: 'mailbox',
  strengthenedAt: null,
  passkeyAt: null,
  codeAt: null,
  seenAt: null,
  newBrowser,
  browserId,
  browserKnownAt: null,
  purpose: null,
  codesFor: [],
})
