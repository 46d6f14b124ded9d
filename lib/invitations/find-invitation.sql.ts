// In SQL: an invitation with all that decides about it in one statement, where the client would ask once for each table.

import { z } from 'zod'
import { labelIn } from '../access/governed.sql'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'
import { resourceKinds } from '../resource-kinds'
import { roles } from '../role'

const Row = z.strictObject({
  id: z.string(),
  resourceId: z.string(),
  principalId: z.string(),
  message: z.string().nullable(),
  expiresAt: z.date(),
  redeemedAt: z.date().nullable(),
  withdrawnAt: z.date().nullable(),
  title: z.string(),
  kind: z.enum(resourceKinds),
  spaceId: z.string().nullable(),
  /** The more sensitive of its own and that of its space. */
  labelId: z.string().nullable(),
  deletedAt: z.date().nullable(),
  address: z.string(),
  name: z.string().nullable(),
  /** Also of another address of the mailbox, until this one is proven. */
  blockedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  /** Has accepted a privacy statement here before, so that this invitation waits for nothing. */
  known: z.boolean(),
  /** Of the grant; null where there is none. */
  role: z.enum(roles).nullable(),
  /** No later than the end of a space for guests, where one is invited to it. */
  endsAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  inviterName: z.string().nullable(),
  inviterAddress: z.string(),
  /** Whoever sent it was disabled or removed: it lets nobody new in meanwhile. */
  inviterOut: z.boolean(),
})
export type FoundInvitation = z.infer<typeof Row>

/** Finds an invitation by the hash of its token, with all that decides what it still opens. */
export const findByHash = (tx: Tx, tokenHash: Uint8Array) =>
  queryRows(
    tx,
    Prisma.sql`
      SELECT i.id, i."resourceId", i."principalId", i.message, i."expiresAt", i."redeemedAt", i."withdrawnAt",
        r.title, r.kind::text, r."spaceId", ${labelIn('r')} AS "labelId", r."deletedAt", p.address, p.name, p."removedAt",
        coalesce(p."blockedAt", (SELECT min(m."blockedAt") FROM "Principal" m
          WHERE p."provenAt" IS NULL AND m.mailbox = p.mailbox AND m."removedAt" IS NULL)) AS "blockedAt",
        p.kind = 'member' OR (SELECT "privacyAcceptedAt" IS NOT NULL FROM "Guest" WHERE "principalId" = p.id) IS TRUE AS known,
        g.role::text, CASE WHEN p.kind = 'guest' THEN LEAST(g."endsAt", r."guestsUntil") ELSE g."endsAt" END AS "endsAt", g."revokedAt", s.name AS "inviterName", s.address AS "inviterAddress",
        s."blockedAt" IS NOT NULL OR s."removedAt" IS NOT NULL AS "inviterOut"
      FROM "Invitation" i
        JOIN "Resource" r ON r.id = i."resourceId"
        JOIN "Principal" p ON p.id = i."principalId"
        JOIN "Principal" s ON s.id = i."invitedById"
        LEFT JOIN "Grant" g ON g."resourceId" = i."resourceId" AND g."principalId" = i."principalId"
      WHERE i."tokenHash" = ${tokenHash}`,
    Row,
  )
