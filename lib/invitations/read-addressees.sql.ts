// In SQL: Prisma's client locks nothing.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

const Row = z.strictObject({
  id: z.string(),
  kind: z.enum(['member', 'guest']),
  address: z.string(),
  name: z.string().nullable(),
  blocked: z.boolean(),
  removed: z.boolean(),
  proven: z.boolean(),
  /** Other addresses of the same mailbox that were blocked or disabled, or removed by somebody else. */
  blockedAs: z.string().nullable(),
  removedAs: z.string().nullable(),
  accepted: z.boolean(),
})
export type LockedPerson = z.infer<typeof Row>

/** Locks the people of these addresses until the transaction ends, in the order of their addresses. */
export const lockPrincipals = (tx: Tx, addresses: string[]) =>
  queryRows(
    tx,
    Prisma.sql`
      SELECT p.id, p.kind::text, p.address, p.name, p."blockedAt" IS NOT NULL AS blocked, p."removedAt" IS NOT NULL AS removed,
        p."provenAt" IS NOT NULL AS proven,
        (SELECT min(m.address) FROM "Principal" m WHERE m.mailbox = p.mailbox AND m.id <> p.id
          AND m."blockedAt" IS NOT NULL AND m."removedAt" IS NULL) AS "blockedAs",
        (SELECT min(m.address) FROM "Principal" m WHERE m.mailbox = p.mailbox AND m.id <> p.id
          AND m."removedAt" IS NOT NULL AND m."removedById" IS DISTINCT FROM m.id) AS "removedAs",
        (SELECT g."privacyAcceptedAt" IS NOT NULL FROM "Guest" g WHERE g."principalId" = p.id) IS TRUE AS accepted
      FROM "Principal" p WHERE p.address = ANY(${addresses}) ORDER BY p.address FOR UPDATE OF p`,
    Row,
  )
