// In SQL: one statement reads what a letter says of each grant, where the client would ask table by table.

import { z } from 'zod'
import { hereIn } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { resourceKinds } from '../../resource-kinds'
import type { DueItem } from './apply-rounds.sql'

const Denied = z.strictObject({
  itemId: z.int(),
  grantId: z.string(),
  address: z.string(),
  /** Lies in the trash: nobody opens it, and it could come back. */
  deleted: z.boolean(),
  /** Has been here, so that the end is news to them. */
  known: z.boolean(),
  title: z.string(),
  kind: z.enum(resourceKinds),
  sharerName: z.string().nullable(),
  sharerAddress: z.string(),
})

/** A grant that a review ends. */
export type Ended = z.infer<typeof Denied>

/** Finds the grants of what is still shared, and those denied by somebody on what lies in the trash and could come back, with what a letter says of them. */
export const findDenied = (tx: Tx, items: DueItem[]) =>
  queryRows(
    tx,
    Prisma.sql`
  SELECT t.item AS "itemId", g.id AS "grantId", p.address, r.title, r.kind::text, sharer.name AS "sharerName", sharer.address AS "sharerAddress",
    r."deletedAt" IS NOT NULL AS deleted, ${hereIn('p')} AND (p.kind = 'member' OR u."privacyAcceptedAt" IS NOT NULL) AS known
  FROM unnest(${items.map(({ id }) => id)}::int[], ${items.map(({ grantId }) => grantId)}::uuid[], ${items.map(({ outcome }) => outcome === 'deny')}::bool[]) t(item, grant_id, denied)
    JOIN "Grant" g ON g.id = t.grant_id
    JOIN "Resource" r ON r.id = g."resourceId"
    JOIN "Principal" sharer ON sharer.id = r."sharedById"
    JOIN "Principal" p ON p.id = g."principalId"
    LEFT JOIN "Guest" u ON u."principalId" = p.id
  WHERE r."deletedAt" IS NULL OR r."purgedAt" IS NULL AND t.denied
  ORDER BY t.item`,
    Denied,
  )
