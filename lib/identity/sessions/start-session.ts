import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { evaluate } from '../../access/evaluate'
import { factsFor } from '../../access/facts'
import { recording } from '../../audit/record-audit-event.sql'
import { recordingSessionStart } from '../../audit/sign-ins/record-sign-in'
import { after as later, DAY } from '../../clock'
import { count } from '../../counters'
import { Prisma } from '../../db/generated/client'
import { afterwards, type Tx } from '../../db/transaction'
import type { AnonymousCaller, Environment, PersonCaller, Principal, Session } from '../../principal'
import type { Proofs } from '../../proof'
import { hashOrNothing, hashToken, newToken } from '../../secrets'
import { findPerson, type Person } from './person'

/** How long a session lives from the verification on, however it is used (NIST SP 800-63B-4, 2.2.3). Milliseconds. */
export const SESSION_LIFE = DAY

export type StartedSession = { token: string; caller: PersonCaller }

type Beginning = {
  principal: Pick<Principal, 'id'>
  /** The proofs with which the session begins, of this moment. */
  proofs: Proofs
  replaces: string | null
  newBrowser: boolean
  browserId?: string | null
  at: Date
}

/**
 * Starts a session for a person who has just proven an address, and keeps the proofs with it. Its token is new and has 256
 * bits; only the hash is stored. Ends the session that this browser had, `replaces`, and never takes it over. Throws where
 * the person is blocked or removed.
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

/** The number of sessions that the new session has ended. */
export const Ended = z.strictObject({ ended: z.int() })
export type Ended = z.infer<typeof Ended>

/** The column that a statement with `starting` selects, for `Ended`. */
export const ended = Prisma.sql`(SELECT count(*)::int FROM session_ended) AS ended`

/** Counts the events that `starting` has recorded. To be called once their statement is through. */
export function countStarted(row: Ended) {
  count('session.started')
  if (row.ended > 0) count('session.ended', row.ended)
}

/**
 * Makes a new session for a person, and the part of a statement that writes it with its events and with the answers of the
 * policies. `after`: a FROM clause; its expressions are written before the earlier session is ended.
 */
export function starting(
  person: Person,
  environment: Environment,
  { proofs, replaces, newBrowser, browserId = null, at }: Beginning,
  after = Prisma.empty,
): { started: StartedSession; parts: Prisma.Sql } {
  const token = newToken()
  const caller: PersonCaller = {
    kind: 'person',
    ...person,
    session: newSession({ proofs, newBrowser, browserId }, at),
    environment,
  }
  const { session, principal } = caller
  const { networkAddress, userAgent } = environment
  const evaluation = evaluate(caller.policies, factsFor(caller, { area: 'sign-in' }))
  const replacedSessions = Prisma.sql`SELECT "principalId", NULL::uuid, jsonb_build_object('sessionId', id, 'cause', 'replaced') FROM replaced`
  const parts = Prisma.sql`
    session AS (
      INSERT INTO "Session" (id, "principalId", "tokenHash", "startedAt", "expiresAt", proofs, "newBrowser", "browserId", "networkAddress", "userAgent")
      VALUES (${session.id}::uuid, ${principal.id}::uuid, ${hashToken(token)}, ${at}::timestamptz, ${session.expiresAt}::timestamptz,
        ${JSON.stringify(proofs)}::jsonb, ${newBrowser}, ${browserId}::uuid, ${networkAddress}, ${userAgent})
    ), replaced AS (
      UPDATE "Session" SET "endedAt" = ${at}, "endedById" = ${principal.id}::uuid
      ${after} WHERE "tokenHash" = ${hashOrNothing(replaces)} AND "endedAt" IS NULL AND "expiresAt" > ${at}
      RETURNING "Session".id, "Session"."principalId"
    ), ${recording(caller, 'session.started', [{ principalId: principal.id }], 'session_started')},
    ${recordingSessionStart(caller, evaluation)},
    ${recording(caller, 'session.ended', { rows: replacedSessions, most: 1 }, 'session_ended')}`
  return { started: { token, caller }, parts }
}

/** Makes a session as it is in its first moment. Leaves out `browserOpen`, which is read from a cookie later. */
const newSession = (begun: Pick<Session, 'proofs' | 'newBrowser' | 'browserId'>, at: Date): Session => ({
  ...begun,
  id: randomUUID(),
  startedAt: at,
  expiresAt: later(at, SESSION_LIFE),
  seenAt: null,
  browserKnownAt: null,
  purpose: null,
  codesFor: [],
})
