import { reachesPerson } from '../../access/conditions'
import { isIdle } from '../../access/controls'
import { factsFor } from '../../access/facts'
import { hereIn } from '../../access/live'
import { isPast, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import type { Tx } from '../../db/transaction'
import { anonymousCaller, type Caller, type Environment, type PersonCaller, type Session } from '../../principal'
import { hashToken } from '../../secrets'
import { isBrowserMark } from './browser-mark'
import { besidePerson, personColumns, type PersonRow, toPerson } from './person'
import { settleBrowser } from './settle-browser'

/** What `newToken` makes; anything else in the cookie is not worth a query. */
const TOKEN = /^[\w-]{43}$/

/** How far behind the note of a session's last request may be. Milliseconds. */
const SEEN_EVERY = MINUTE / 2

type Row = PersonRow & Omit<Session, 'id' | 'browserOpen'> & { sessionId: string }

/** What else is known of the request. `mark`: the cookie that goes when the browser is closed. */
export type Presented = {
  mark?: string | null
  /** Asked for by a script and not by the person: it keeps no session from being idle. */
  unattended?: boolean
}

/**
 * The caller behind a session cookie, in one query, with the policies in force. A session that expired, was ended,
 * or belongs to someone blocked or removed is nobody's.
 */
export async function findCaller(
  environment: Environment,
  sessionToken: string | null,
  { mark = null, unattended = false }: Presented = {},
): Promise<Caller> {
  const caller = sessionToken && TOKEN.test(sessionToken) ? await readCaller(db(), environment, sessionToken) : null
  if (!caller) return anonymousCaller(environment)
  if (!unattended) await noteSeen(caller)
  await settleBrowser(caller)
  return { ...caller, session: { ...caller.session, browserOpen: isBrowserMark(mark, caller.session.id) } }
}

/** The person behind a session's token, as every request finds them; null: nobody's. Whether the browser was closed, a cookie tells. */
async function readCaller(tx: Tx, environment: Environment, token: string): Promise<PersonCaller | null> {
  const row = await readSession(tx, token)
  if (!row) return null
  const {
    sessionId: id,
    startedAt,
    expiresAt,
    strength,
    strengthenedAt,
    passkeyAt,
    codeAt,
    seenAt,
    newBrowser,
    browserId,
    browserKnownAt,
    purpose,
    codesFor,
    ...person
  } = row
  return {
    kind: 'person',
    ...(await toPerson(person, tx)),
    session: {
      id,
      startedAt,
      expiresAt,
      strength,
      strengthenedAt,
      passkeyAt,
      codeAt,
      seenAt,
      newBrowser,
      browserId,
      browserKnownAt,
      purpose,
      codesFor,
    },
    environment,
  }
}

async function readSession(tx: Tx, token: string) {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${personColumns},
      s.id AS "sessionId", s."startedAt", s."expiresAt", s.strength::text, s."strengthenedAt", s."passkeyAt", s."codeAt", s."seenAt", s."newBrowser", s."browserId", s."browserKnownAt", s.purpose,
      ARRAY(SELECT "resourceId" FROM "ResourceCode" WHERE "sessionId" = s.id) AS "codesFor"
    FROM "Session" s JOIN "Principal" p ON p.id = s."principalId" ${besidePerson}
    WHERE s."tokenHash" = ${hashToken(token)} AND s."endedAt" IS NULL AND s."expiresAt" > ${now()}
      AND ${hereIn('p')}`
  return row
}

/**
 * Notes that the person is there, where a policy ends idle sessions or reports that it would. One that has been idle
 * for too long stays so: coming back must not undo it.
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

/** For a policy that counts, and is for this person: another's shorter patience is none of theirs. */
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
