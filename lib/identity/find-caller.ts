import { now } from '../clock'
import { db } from '../db/client'
import { anonymousCaller, type Caller, type Environment, type Principal } from '../principal'
import { hashToken } from '../secrets'

/** What `newToken` makes; anything else in the cookie is not worth a query. */
const TOKEN = /^[\w-]{43}$/

type Row = Principal & { sessionId: string; startedAt: Date; expiresAt: Date }

/**
 * The caller behind a session cookie, in one query. A session that expired, was ended, or belongs to
 * someone blocked or removed is nobody's.
 */
export async function findCaller(environment: Environment, sessionToken: string | null): Promise<Caller> {
  const row = sessionToken && TOKEN.test(sessionToken) ? await findSession(sessionToken) : undefined
  if (!row) return anonymousCaller(environment)
  const { sessionId, startedAt, expiresAt, ...principal } = row
  return { kind: 'person', principal, session: { id: sessionId, startedAt, expiresAt }, environment }
}

async function findSession(token: string) {
  const [row] = await db().$queryRaw<Row[]>`
    SELECT p.id, p.kind, p.address, p.name, p.administrator, s.id AS "sessionId", s."startedAt", s."expiresAt",
      p.kind = 'guest' AND (SELECT "privacyVersion" FROM "Guest" WHERE "principalId" = p.id)
        IS DISTINCT FROM (SELECT "privacyVersion" FROM "Organization") AS "owesStatement"
    FROM "Session" s JOIN "Principal" p ON p.id = s."principalId"
    WHERE s."tokenHash" = ${hashToken(token)} AND s."endedAt" IS NULL AND s."expiresAt" > ${now()}
      AND p."blockedAt" IS NULL AND p."removedAt" IS NULL`
  return row
}
