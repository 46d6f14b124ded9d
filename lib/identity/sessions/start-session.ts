import { randomUUID } from 'node:crypto'
import { evaluate } from '../../access/evaluate'
import { factsFor } from '../../access/facts'
import { recording } from '../../audit/record-audit-event.sql'
import { recordingSessionStart } from '../../audit/sign-ins/record-sign-in'
import { after as later, DAY } from '../../clock'
import { count } from '../../counters'
import { afterwards, type Tx } from '../../db/transaction'
import type { AnonymousCaller, Environment, PersonCaller, Principal, Session } from '../../principal'
import type { Proofs } from '../../proof'
import { newToken } from '../../secrets'
import { findPerson, type Person } from './person'
import { type Ended, insertSession, type NewSession, replacedSessions } from './start-session.sql'

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
  const session = starting(person, environment, beginning)
  const row = await insertSession(tx, session)
  afterwards(tx, () => countStarted(row))
  return { token: session.token, caller: session.caller }
}

/** Counts the events of a new session. To be called once the statement that writes them is through. */
export function countStarted(row: Ended) {
  count('session.started')
  if (row.ended > 0) count('session.ended', row.ended)
}

/**
 * Makes a new session for a person, with the events of its beginning and the answers of the policies. Writes nothing:
 * `insertSession` does, or a larger statement with `inserting`.
 */
export function starting(
  person: Person,
  environment: Environment,
  { proofs, replaces, newBrowser, browserId = null, at }: Beginning,
): NewSession {
  const caller: PersonCaller = {
    kind: 'person',
    ...person,
    session: newSession({ proofs, newBrowser, browserId }, at),
    environment,
  }
  const evaluation = evaluate(caller.policies, factsFor(caller, { area: 'sign-in' }))
  const about = { principalId: caller.principal.id }
  return {
    token: newToken(),
    caller,
    replaces,
    // In the order in which their ids count up.
    events: {
      started: recording(caller, 'session.started', [about], 'session_started'),
      answered: recordingSessionStart(caller, evaluation),
      ended: recording(caller, 'session.ended', { rows: replacedSessions, most: 1 }, 'session_ended'),
    },
  }
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
