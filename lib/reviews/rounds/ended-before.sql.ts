// In SQL: one statement marks what has ended and moves the counters, where the client would fetch and write each item.

import { z } from 'zod'
import { of } from '../../access/live'
import { now } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'

/** Matches a review item under an alias that is not waited for: its access had ended before. */
export const hadEndedIn = (alias: string) => Prisma.sql`(${of(alias)}result IS NOT DISTINCT FROM 'ended_before')`

const Ended = z.strictObject({ id: z.int() })

/**
 * Lists the ids of a round's items whose grant, guest or resource ended after `from` and no later than `at`. OFFSET makes
 * it one look into an index for each thing that ended: else PostgreSQL may join them to the whole round.
 */
export async function findEndedBetween(tx: Tx, roundId: string, from: Date, at: Date) {
  const found = await queryRows(
    tx,
    Prisma.sql`
    SELECT i.id FROM (
      SELECT id, "principalId" FROM "Grant" WHERE "revokedAt" > ${from}
      UNION ALL SELECT id, "principalId" FROM "Grant" WHERE "endsAt" > ${from} AND "endsAt" <= ${at}
    ) g CROSS JOIN LATERAL (
      SELECT o.id FROM "ReviewItem" o
      WHERE o."principalId" = g."principalId" AND o."grantId" = g.id AND o."roundId" = ${roundId}::uuid AND o.result IS NULL OFFSET 0
    ) i
    UNION SELECT i.id FROM "Principal" p CROSS JOIN LATERAL (
      SELECT o.id FROM "ReviewItem" o WHERE o."principalId" = p.id AND o."roundId" = ${roundId}::uuid AND o.result IS NULL OFFSET 0
    ) i WHERE p."removedAt" > ${from}
    UNION SELECT i.id FROM "Resource" r CROSS JOIN LATERAL (
      SELECT o.id FROM "ReviewItem" o WHERE o."resourceId" = r.id AND o."roundId" = ${roundId}::uuid AND o.result IS NULL OFFSET 0
    ) i WHERE r."deletedAt" > ${from}`,
    Ended,
  )
  return found.map(({ id }) => id)
}

const joined = Prisma.sql`"ReviewItem" i JOIN "Principal" p ON p.id = i."principalId"
  LEFT JOIN "Grant" g ON g.id = i."grantId" LEFT JOIN "Resource" r ON r.id = i."resourceId"`

/**
 * Marks the items of a round whose access has ended, of those with these ids or of all (null). Writes when it ended first,
 * by whom where a person did it, and why, since it may be given anew later.
 */
export const markEnded = (tx: Tx, roundId: string, ids: number[] | null) => tx.$executeRaw`
  WITH e AS MATERIALIZED (
    SELECT i.id, first.* FROM ${joined} CROSS JOIN LATERAL (
      SELECT * FROM (VALUES
        (p."removedAt", p."removedById", 'the guest was removed'),
        (r."deletedAt", r."deletedById", 'what was shared was deleted'),
        (g."revokedAt", g."revokedById", CASE WHEN g."revokedById" = g."principalId" THEN 'given up' WHEN g."revokedById" IS NULL THEN (
          SELECT v.detail->>'cause' FROM "AuditEvent" v
          WHERE v."resourceId" = i."resourceId" AND v."principalId" = i."principalId" AND v.type = 'grant.revoked' ORDER BY v.at DESC LIMIT 1) END),
        (g."endsAt", NULL, 'it ran out')
      ) endings(at, by, why) WHERE at <= ${now()} ORDER BY at LIMIT 1
    ) first
    WHERE i."roundId" = ${roundId}::uuid AND i.result IS NULL AND (${ids}::int[] IS NULL OR i.id = ANY(${ids}::int[]))
  ), changed AS (
    UPDATE "ReviewItem" i SET result = 'ended_before', "resultAt" = e.at, "resultById" = e.by, "resultReason" = e.why
    FROM e WHERE i."roundId" = ${roundId}::uuid AND i.id = e.id RETURNING i.*
  ) ${counted(roundId, 1)}`

/** Opens the items of a round again whose access was given anew, of those with these ids or of all (null). */
export const openAgain = (tx: Tx, roundId: string, ids: number[] | null) => tx.$executeRaw`
  WITH given AS MATERIALIZED (
    SELECT i.id FROM ${joined}
    WHERE i."roundId" = ${roundId}::uuid AND i.result = 'ended_before' AND (${ids}::int[] IS NULL OR i.id = ANY(${ids}::int[]))
      AND NOT coalesce(least(p."removedAt", r."deletedAt", g."revokedAt", g."endsAt") <= ${now()}, false)
  ), changed AS (
    UPDATE "ReviewItem" i SET result = NULL, "resultAt" = NULL, "resultById" = NULL, "resultReason" = NULL
    FROM given WHERE i."roundId" = ${roundId}::uuid AND i.id = given.id RETURNING i.*
  ) ${counted(roundId, -1)}`

/** Moves the counters of panels and round by the items that are `changed`, as the end of a WITH. */
const counted = (roundId: string, by: 1 | -1) => Prisma.sql`, seats AS (
    SELECT s."panelId" AS id, count(*)::int AS items FROM changed c JOIN "ReviewSeat" s ON s."itemId" = c.id WHERE s.answer IS NULL GROUP BY 1
  ), panels AS (
    UPDATE "ReviewPanel" n SET "answeredCount" = n."answeredCount" + ${by} * s.items FROM seats s WHERE n.id = s.id
  )
  UPDATE "ReviewRound" SET "endedCount" = "endedCount" + ${by} * (SELECT count(*)::int FROM changed WHERE outcome IS NULL)
  WHERE id = ${roundId}::uuid AND EXISTS (SELECT 1 FROM changed)`
