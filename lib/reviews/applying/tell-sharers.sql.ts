// In SQL: Prisma's client numbers no rows of a group, and would fetch all that a round took.

import { z } from 'zod'
import { inOfficeIn } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { GUESTS_NAMED } from '../../mail/templates/review-guests-ended'
import { resourceKinds } from '../../resource-kinds'

const Lost = z.strictObject({
  address: z.string(),
  total: z.int(),
  guestName: z.string().nullable(),
  guestAddress: z.string(),
  title: z.string().nullable(),
  kind: z.enum(resourceKinds).nullable(),
})
export type Lost = z.infer<typeof Lost>

/** Finds the first losses of each sharer or sponsor in office, with how many there are. */
export const findLost = (tx: Tx, roundId: string) =>
  queryRows(
    tx,
    Prisma.sql`
  SELECT s.address, each.total, p.name AS "guestName", p.address AS "guestAddress", r.title, r.kind::text
  FROM (
    SELECT i.id, i."principalId", i."resourceId", coalesce(r."sharedById", i."grantedById") AS sharer,
      (count(*) OVER one)::int AS total, row_number() OVER (PARTITION BY coalesce(r."sharedById", i."grantedById") ORDER BY i.id) AS place
    FROM "ReviewItem" i LEFT JOIN "Resource" r ON r.id = i."resourceId"
    WHERE i."roundId" = ${roundId}::uuid AND i.result = 'applied' WINDOW one AS (PARTITION BY coalesce(r."sharedById", i."grantedById"))
  ) each
    JOIN "Principal" s ON s.id = each.sharer AND ${inOfficeIn('s')}
    JOIN "Principal" p ON p.id = each."principalId"
    LEFT JOIN "Resource" r ON r.id = each."resourceId"
  WHERE each.place <= ${GUESTS_NAMED} ORDER BY s.address, each.id`,
    Lost,
  )
