import { reachesPerson } from '../../access/conditions'
import { isIdle } from '../../access/controls'
import { factsFor } from '../../access/facts'
import { isPast, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { anonymousCaller, type Caller, type Environment, type PersonCaller } from '../../principal'
import { readProofs } from '../../proof'
import { isBrowserMark } from './browser-mark'
import { readSession, SessionRow } from './find-caller.sql'
import { toPerson } from './person'
import type { PersonRow } from './person.sql'
import { settleBrowser } from './settle-browser'

/** The form of every token that `newToken` makes. A cookie with another value is refused without a query. */
const TOKEN = /^[\w-]{43}$/

/** How far the noted time of a session's last request may be behind. Milliseconds. */
const SEEN_EVERY = MINUTE / 2

/** Further facts of a request. `mark`: the value of the cookie that the browser drops when it closes. */
export type Presented = {
  mark?: string | null
  /** True for a request that a script made without the person. It does not keep the session from being idle. */
  unattended?: boolean
}

/**
 * Finds the caller of a session cookie, in one query, with the policies in force. The caller is anonymous where the session
 * has expired or was ended, or where its person is blocked or removed. Notes the time of the request, unless it was
 * `unattended`, and whether the browser has become known to policies.
 */
export async function findCaller(
  environment: Environment,
  sessionToken: string | null,
  { mark = null, unattended = false }: Presented = {},
): Promise<Caller> {
  const caller = sessionToken && TOKEN.test(sessionToken) ? await readCaller(environment, sessionToken) : null
  if (!caller) return anonymousCaller(environment)
  if (!unattended) await noteSeen(caller)
  await settleBrowser(caller)
  return { ...caller, session: { ...caller.session, browserOpen: isBrowserMark(mark, caller.session.id) } }
}

/**
 * Reads the person and session of a token. Null: no live session has the token. Leaves out `browserOpen`, which is read
 * from a cookie.
 */
async function readCaller(environment: Environment, token: string): Promise<PersonCaller | null> {
  const row = await readSession(token, now())
  if (!row) return null
  const { sessionId: id, proofs, codesFor, ...columns } = row
  const { session, person } = parted(columns)
  return {
    kind: 'person',
    ...(await toPerson(person)),
    session: { ...session, id, proofs: readProofs(proofs), codesFor },
    environment,
  }
}

/** Parts the columns of a session from those of its person. */
function parted(columns: SessionRow & PersonRow) {
  const [session, person]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}]
  for (const [column, value] of Object.entries(columns)) (column in SessionRow.shape ? session : person)[column] = value
  return { session: session as SessionRow, person: person as PersonRow }
}

/**
 * Notes the time of a request, where a policy ends idle sessions or reports that it would. Leaves the time of a session
 * that has been idle for too long: a later request must not revive that session.
 */
async function noteSeen(caller: PersonCaller) {
  const {
    session: { id, startedAt, seenAt },
    policies,
  } = caller
  const at = now()
  if (!policies.notesSeen || !isPast(seenAt ?? startedAt, SEEN_EVERY, at) || wasIdleTooLong(caller)) return
  await db().session.updateMany({ where: { id, OR: [{ seenAt: null }, { seenAt: { lt: at } }] }, data: { seenAt: at } })
}

/**
 * Checks whether the session was idle for longer than a policy allows. Counts only policies that are on and assigned to
 * this person.
 */
function wasIdleTooLong(caller: PersonCaller) {
  const facts = factsFor(caller, { area: 'sign-in' })
  return caller.policies.policies.some(
    (policy) =>
      policy.state === 'on' &&
      policy.settings &&
      reachesPerson(policy, policy.settings, facts) &&
      isIdle(policy, facts),
  )
}
