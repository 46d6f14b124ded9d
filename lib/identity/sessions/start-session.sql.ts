// In SQL: one statement begins a session, ends the one before it and records both, and is a part of a larger one.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import { hashOrNothing, hashToken } from '../../secrets'

/** A session that is to be written, with what is recorded of it. */
export type NewSession = {
  token: string
  caller: PersonCaller
  /** The token of the session that this browser had. */
  replaces: string | null
  /** The expressions that record its beginning, the answers of the policies, and the end of the session before. */
  events: { started: Prisma.Sql; answered: Prisma.Sql; ended: Prisma.Sql }
}

/** The number of sessions that the new session has ended. */
export const Ended = z.strictObject({ ended: z.int() })
export type Ended = z.infer<typeof Ended>

/** The column that a statement with `inserting` selects, for `Ended`. */
export const ended = Prisma.sql`(SELECT count(*)::int FROM session_ended) AS ended`

/** Selects the subjects of the events that sessions were ended, within a statement with `inserting`. */
export const replacedSessions = Prisma.sql`SELECT "principalId", NULL::uuid, jsonb_build_object('sessionId', id, 'cause', 'replaced') FROM replaced`

/** Writes a session with its events, and ends the one that it replaces. Resolves to how many it has ended. */
export async function insertSession(tx: Tx, session: NewSession): Promise<Ended> {
  const [row] = await queryRows(tx, Prisma.sql`WITH ${inserting(session)} SELECT ${ended}`, Ended)
  return row!
}

/**
 * Makes the part of a statement behind `insertSession`. `after`: a FROM clause; its expressions are written before the
 * earlier session is ended.
 */
export function inserting({ token, caller, replaces, events }: NewSession, after = Prisma.empty): Prisma.Sql {
  const { session, principal, environment } = caller
  const { startedAt: at, proofs, newBrowser, browserId = null } = session
  const { networkAddress, userAgent } = environment
  return Prisma.sql`
    session AS (
      INSERT INTO "Session" (id, "principalId", "tokenHash", "startedAt", "expiresAt", proofs, "newBrowser", "browserId", "networkAddress", "userAgent")
      VALUES (${session.id}::uuid, ${principal.id}::uuid, ${hashToken(token)}, ${at}::timestamptz, ${session.expiresAt}::timestamptz,
        ${JSON.stringify(proofs)}::jsonb, ${newBrowser}, ${browserId}::uuid, ${networkAddress}, ${userAgent})
    ), replaced AS (
      UPDATE "Session" SET "endedAt" = ${at}, "endedById" = ${principal.id}::uuid
      ${after} WHERE "tokenHash" = ${hashOrNothing(replaces)} AND "endedAt" IS NULL AND "expiresAt" > ${at}
      RETURNING "Session".id, "Session"."principalId"
    ), ${events.started},
    ${events.answered},
    ${events.ended}`
}
