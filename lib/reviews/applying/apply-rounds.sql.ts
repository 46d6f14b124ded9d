// In SQL: one statement cuts a batch and adds the rest about its last person, for which the client would ask again.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { removedIn } from '../rounds/outcome.sql'
import type { RoundRow } from '../rounds/round-row'
import { ReviewAnswer } from '../rounds/settings'

const DueItem = z.strictObject({
  id: z.int(),
  principalId: z.string(),
  grantId: z.string().nullable(),
  resourceId: z.string().nullable(),
  outcome: ReviewAnswer.nullable(),
})

/** An item whose access goes. */
export type DueItem = z.infer<typeof DueItem>

/** Finds the next items to remove, at most `most` in the order of their ids, and all others that are about the last one's person. */
export const findDue = (tx: Tx, { id, settings, appliedThrough }: RoundRow, most: number) =>
  queryRows(
    tx,
    Prisma.sql`
  WITH next AS MATERIALIZED (
    SELECT i.id, i."principalId", i."grantId", i."resourceId", i.outcome::text FROM "ReviewItem" i
    WHERE i."roundId" = ${id}::uuid AND ${removedIn('i', settings.ifUnanswered)} AND i.id > ${appliedThrough} ORDER BY i.id LIMIT ${most}
  ), last AS MATERIALIZED (SELECT id, "principalId" FROM next ORDER BY id DESC LIMIT 1), rest AS (
    SELECT i.id, i."principalId", i."grantId", i."resourceId", i.outcome::text FROM "ReviewItem" i
    WHERE i."roundId" = ${id}::uuid AND ${removedIn('i', settings.ifUnanswered)}
      AND i."principalId" = (SELECT "principalId" FROM last) AND i.id > (SELECT id FROM last)
  )
  SELECT * FROM next UNION ALL SELECT * FROM rest ORDER BY id`,
    DueItem,
  )
