// In SQL: one statement looks up the same for every address, so that its time shows nobody who is known.

import { z } from 'zod'
import { hereIn, liveIn } from '../../access/live'
import { after } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { NOBODY } from '../../ids'
import { mailboxOf } from '../../mailbox'
import { hashOrNothing } from '../../secrets'
import { LET_IN_LIFE } from '../let-in/new-let-in'
import { KNOWN_BROWSER_LIFE } from '../sessions/known-browser'
import type { Question } from './question'
import { isShutOut } from './shut-out.sql'

/** The row that `standingOf` selects, one for every address. */
export const StandingRow = z.strictObject({
  principalId: z.guid().nullable(),
  kind: z.enum(['member', 'guest']).nullable(),
  blocked: z.boolean(),
  removed: z.boolean(),
  shutOut: z.boolean(),
  granted: z.boolean(),
  offered: z.boolean(),
  memberDomains: z.array(z.string()).nullable(),
  invitationId: z.guid().nullable(),
  knownBrowser: z.boolean(),
  letIn: z.boolean(),
  setUpOpen: z.boolean(),
  audience: z.enum(['invited', 'domains', 'anyone']).nullable(),
  domains: z.array(z.string()).nullable(),
  endsAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  maxPeople: z.int().nullable(),
  peopleCount: z.int().nullable(),
  deletedAt: z.date().nullable(),
  makerOut: z.boolean().nullable(),
  grantedThere: z.boolean(),
  offeredThere: z.boolean(),
})
export type StandingRow = z.infer<typeof StandingRow>

/** Reads the row of an address at a time. */
export async function readStandingRow(tx: Tx, question: Question, at: Date) {
  const [row] = await queryRows(tx, standingOf(question, at), StandingRow)
  return row!
}

/** Matches an invitation `i` that has not lapsed: one admits nobody new once its inviter is blocked or removed. */
const notLapsed = (at: Date) => Prisma.sql`i."expiresAt" > ${at}
  AND (SELECT true FROM "Principal" s WHERE s.id = i."invitedById" AND ${hereIn('s')} LIMIT 1) IS NOT NULL`

/**
 * Matches a live grant `g` of a person `who` that gives something. An invitation that was not accepted in time gives nothing
 * by any page or link, even with a live grant. A guest who has accepted the privacy statement before has nothing left to
 * accept.
 */
const usable = (at: Date) => Prisma.sql`${liveIn('g', at)}
  AND ((SELECT true FROM "Guest" u WHERE u."principalId" = who.id AND u."privacyAcceptedAt" IS NOT NULL LIMIT 1) IS NOT NULL
    OR NOT (SELECT true FROM "Invitation" i WHERE i."resourceId" = g."resourceId" AND i."principalId" = who.id
      AND i."redeemedAt" IS NULL AND NOT (${notLapsed(at)}) LIMIT 1) IS NOT NULL)`

/**
 * Makes the statement that reads a standing. Each look-up runs whatever the others find, so that the time is the same for
 * every address. None uses EXISTS: PostgreSQL may answer one by hashing every row of a table, and the time for a known
 * address would differ from that for an unknown one. None asks for a person by null, for which PostgreSQL goes through no
 * index. A look-up with LIMIT goes by the index, for every address.
 */
export const standingOf = (
  { address, linkToken, shareLinkId, browserToken, letInToken }: Question,
  at: Date,
) => Prisma.sql`
  SELECT p.id AS "principalId", p.kind, p."blockedAt" IS NOT NULL AS blocked, p."removedAt" IS NOT NULL AS removed,
    ${isShutOut(address)} AS "shutOut",
    (SELECT true FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId"
      WHERE g."principalId" = who.id AND ${usable(at)} AND r."deletedAt" IS NULL LIMIT 1) IS NOT NULL AS granted,
    (SELECT true FROM "Invitation" i JOIN "Resource" r ON r.id = i."resourceId"
      WHERE i."principalId" = who.id AND i."withdrawnAt" IS NULL AND i."redeemedAt" IS NULL AND ${notLapsed(at)}
        AND r."deletedAt" IS NULL AND (r."guestsUntil" IS NULL OR r."guestsUntil" > ${at}) LIMIT 1) IS NOT NULL AS offered,
    (SELECT "memberDomains" FROM "Organization") AS "memberDomains",
    (SELECT i.id FROM "Invitation" i WHERE i."tokenHash" = ${hashOrNothing(linkToken)} AND i."principalId" = who.id
      AND i."withdrawnAt" IS NULL AND (i."redeemedAt" IS NOT NULL OR (${notLapsed(at)}))) AS "invitationId",
    (SELECT true FROM "KnownBrowser" WHERE "tokenHash" = ${hashOrNothing(browserToken)}
      AND address = ${address} AND "succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)} LIMIT 1) IS NOT NULL AS "knownBrowser",
    (SELECT true FROM "LetIn" WHERE "browserHash" = ${hashOrNothing(letInToken)}
      AND mailbox = ${mailboxOf(address)} AND "usedAt" > ${after(at, -LET_IN_LIFE)} LIMIT 1) IS NOT NULL AS "letIn",
    (SELECT true FROM "Setup" WHERE "tokenHash" = ${hashOrNothing(linkToken)} AND "completedAt" IS NULL LIMIT 1) IS NOT NULL AS "setUpOpen",
    l.audience, l.domains, LEAST(l."endsAt", l."guestsUntil") AS "endsAt", l."revokedAt", l."maxPeople", l."peopleCount", l."deletedAt", l."makerOut",
    (SELECT true FROM "Grant" g WHERE g."principalId" = who.id AND g."resourceId" = l."resourceId" AND ${usable(at)} LIMIT 1) IS NOT NULL AS "grantedThere",
    (SELECT true FROM "Invitation" i WHERE i."principalId" = who.id AND i."resourceId" = l."resourceId"
      AND i."withdrawnAt" IS NULL AND i."redeemedAt" IS NULL AND ${notLapsed(at)} LIMIT 1) IS NOT NULL AS "offeredThere"
  FROM (SELECT) one LEFT JOIN "Principal" p ON p.address = ${address}
  CROSS JOIN LATERAL (SELECT coalesce(p.id, ${NOBODY}::uuid) AS id) who
  LEFT JOIN (SELECT s.*, r."deletedAt", r."guestsUntil", m."blockedAt" IS NOT NULL OR m."removedAt" IS NOT NULL AS "makerOut"
    FROM "ShareLink" s JOIN "Resource" r ON r.id = s."resourceId" JOIN "Principal" m ON m.id = s."createdById") l
    ON l.id = ${shareLinkId ?? null}::uuid`
