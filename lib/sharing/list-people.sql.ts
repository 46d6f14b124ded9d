// In SQL: each grant's newest mail and newest answer of policies in one statement, where the client would ask for each row.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { like } from '../db/like'
import { queryRows } from '../db/statement'
import { PAGE_SIZE } from '../forms/pages'
import { roles } from '../role'
import { justEnded } from './just-ended.sql'

/** The person who reads the list, null for anybody else, and when. */
export type Reader = { id: string | null; at: Date }

/** Joins the grants on a resource to their holders, from FROM on: those that are listed, of people who hold the words. */
export function listedOf(resourceId: string, q: string, reader: Reader) {
  const words = q ? like(q) : null
  return Prisma.sql`"Grant" g JOIN "Principal" p ON p.id = g."principalId"
    WHERE g."resourceId" = ${resourceId}::uuid AND (g."revokedAt" IS NULL OR ${justEnded(reader.id, reader.at)})
      AND (${words}::text IS NULL OR p.name ILIKE ${words} OR p.address ILIKE ${words})`
}

const Total = z.strictObject({ total: z.int() })

/** Counts what `listedOf` matches. */
export async function countListed(listed: Prisma.Sql) {
  const [row] = await queryRows(db(), Prisma.sql`SELECT count(*)::int AS total FROM ${listed}`, Total)
  return row!.total
}

const Row = z.strictObject({
  grantId: z.string(),
  principalId: z.string(),
  resourceId: z.string(),
  grantedById: z.string(),
  role: z.enum(roles),
  endsAt: z.date().nullable(),
  /** When the space that it is ends for the holder, a guest; null: never. */
  spaceEndsAt: z.date().nullable(),
  grantedAt: z.date(),
  revokedAt: z.date().nullable(),
  revokedById: z.string().nullable(),
  undoUntil: z.date().nullable(),
  lastOpenedAt: z.date().nullable(),
  byLink: z.boolean(),
  address: z.string(),
  name: z.string().nullable(),
  kind: z.enum(['member', 'guest']),
  blocked: z.boolean(),
  accepted: z.boolean(),
  giverAddress: z.string(),
  giverName: z.string().nullable(),
  giverKind: z.enum(['member', 'guest']),
  invitationId: z.string().nullable(),
  expiresAt: z.date().nullable(),
  inviterOut: z.boolean(),
  mailAt: z.date().nullable(),
  mailState: z.enum(['queued', 'sent', 'maybe-sent', 'failed']).nullable(),
  mailProblem: z.string().nullable(),
  lastOutcome: z.enum(['allowed', 'asked', 'refused']).nullable(),
  lastAskedAt: z.date().nullable(),
})
export type Found = z.infer<typeof Row>

/** Finds a page of what `listedOf` matches, newest first, with the last mail and the last answer of policies. */
export const findListed = (listed: Prisma.Sql, skip: number) =>
  queryRows(
    db(),
    Prisma.sql`
      SELECT l.*, u."privacyAcceptedAt" IS NOT NULL OR l.kind = 'member' AS accepted,
        CASE WHEN l.kind = 'guest' THEN (SELECT "guestsUntil" FROM "Resource" WHERE id = l."resourceId") END AS "spaceEndsAt",
        b.address AS "giverAddress", b.name AS "giverName", b.kind::text AS "giverKind",
        i.id AS "invitationId", i."expiresAt", s."blockedAt" IS NOT NULL OR s."removedAt" IS NOT NULL AS "inviterOut",
        a.outcome AS "lastOutcome", a.at AS "lastAskedAt",
        m."createdAt" AS "mailAt", m."lastError" AS "mailProblem",
        CASE WHEN m."sentAt" IS NOT NULL THEN 'sent' WHEN m.doubts > 0 AND m."lastError" IS NOT NULL THEN 'maybe-sent' WHEN m."droppedAt" IS NOT NULL THEN 'failed' WHEN m.id IS NOT NULL THEN 'queued' END AS "mailState"
      FROM (
        SELECT g.id AS "grantId", g."principalId", g."resourceId", g."grantedById", g.role::text, g."endsAt", g."grantedAt", g."revokedAt", g."revokedById", g."undoUntil",
          g."lastOpenedAt", g."shareLinkId" IS NOT NULL AS "byLink", p.address, p.name, p.kind::text, p."blockedAt" IS NOT NULL AS blocked
        FROM ${listed} ORDER BY g."grantedAt" DESC, g.id DESC LIMIT ${PAGE_SIZE} OFFSET ${skip}
      ) l
      JOIN "Principal" b ON b.id = l."grantedById"
      LEFT JOIN "Guest" u ON u."principalId" = l."principalId"
      LEFT JOIN "Invitation" i ON i."resourceId" = l."resourceId" AND i."principalId" = l."principalId" AND i."withdrawnAt" IS NULL
      LEFT JOIN "Principal" s ON s.id = i."invitedById"
      LEFT JOIN LATERAL (
        SELECT * FROM "Mail" m WHERE m."grantId" = l."grantId" AND m.template IN ('invitation', 'access-added')
          AND NOT (m."droppedAt" IS NOT NULL AND m."lastError" IS NULL)
        ORDER BY m."createdAt" DESC LIMIT 1
      ) m ON true
      LEFT JOIN LATERAL (
        SELECT s.outcome::text, s.at FROM "SignIn" s
        WHERE s."principalId" = l."principalId" AND s."resourceId" = l."resourceId" AND s.action = 'resource.view' AND s.at > coalesce(l."lastOpenedAt", l."grantedAt")
        ORDER BY s.at DESC LIMIT 1
      ) a ON true
      ORDER BY l."grantedAt" DESC, l."grantId" DESC`,
    Row,
  )
