// In SQL: one statement adds up a person's panels and takes off what lies before them twice.

import { z } from 'zod'
import { hereIn } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hadEndedIn } from '../rounds/ended-before.sql'
import { metTwiceBy } from '../rounds/met-twice.sql'
import type { RoundRow } from '../rounds/round-row'

const WaitingReviewer = z.strictObject({
  principalId: z.string(),
  address: z.string(),
  guest: z.boolean(),
  items: z.int(),
  open: z.int(),
})

/** A reviewer of the stage that is being answered, with what lies before all their panels together, each item once. */
export type WaitingReviewer = z.infer<typeof WaitingReviewer>

/** The marks on a reviewer that say what was mailed. */
export type Mark = 'startToldAt' | 'halfToldAt' | 'lastToldAt' | 'remindedAt'

export type Which = {
  /** Only these people. */
  principalIds?: string[] | undefined
  mark: Mark
  /** Who bears the mark on no seat, or on none since a time. Null: whoever bears it or not. */
  unmarkedSince: Date | 'ever' | null
  /** Who was told of the first of their seats before a time. Null: whenever, and whether or not they were. */
  startedBefore?: Date | null
  /** Leaves out who has nothing open. */
  openOnly?: boolean
  /** Leaves out who has nothing but what had ended before. */
  askedOnly?: boolean
  /** At most so many of them. Null: all. */
  most?: number | null
}

/**
 * Lists the people who may answer in the stage that is being answered and have something before them, one row each.
 * Counted from the panels; an item that lies before somebody as the first reviewer's and as the second's is one item to them.
 */
export function waitingReviewers(tx: Tx, { id, stage, settings }: RoundRow, which: Which) {
  const { principalIds = null, mark, unmarkedSince, startedBefore = null, most = null } = which
  const { openOnly = false, askedOnly = false } = which
  const since = unmarkedSince instanceof Date ? unmarkedSince : null
  return queryRows(
    tx,
    Prisma.sql`
    SELECT p.id AS "principalId", p.address, p.kind = 'guest' AS guest, seats.items - twice.items AS items, seats.open - twice.open AS open
    FROM (
      SELECT v."principalId", array_agg(n.id) AS panels, ${settings.secondReviewer}::boolean AS two,
        sum(n."itemCount")::int AS items, sum(n."itemCount" - n."answeredCount")::int AS open
      FROM "ReviewPanel" n JOIN "Reviewer" v ON v."panelId" = n.id
        CROSS JOIN LATERAL (
          SELECT CASE ${mark} WHEN 'startToldAt' THEN v."startToldAt" WHEN 'halfToldAt' THEN v."halfToldAt"
            WHEN 'lastToldAt' THEN v."lastToldAt" WHEN 'remindedAt' THEN v."remindedAt" END AS at
        ) marked
      WHERE n."roundId" = ${id}::uuid AND n.stage = ${stage} AND v."leftAt" IS NULL
        AND (${principalIds}::uuid[] IS NULL OR v."principalId" = ANY(${principalIds}::uuid[]))
      GROUP BY v."principalId" HAVING sum(n."itemCount") > 0
        AND (${unmarkedSince === null} OR max(marked.at) IS NULL OR max(marked.at) <= ${since}::timestamptz)
        AND (${startedBefore}::timestamptz IS NULL OR min(v."startToldAt") < ${startedBefore}::timestamptz)
    ) seats JOIN "Principal" p ON p.id = seats."principalId" ${metTwiceBy('seats')}
    WHERE ${hereIn('p')} AND (NOT ${openOnly} OR seats.open > twice.open)
      AND (NOT ${askedOnly} OR seats.open > 0
        OR EXISTS (SELECT 1 FROM "ReviewSeat" s JOIN "ReviewItem" i ON i."roundId" = ${id}::uuid AND i.id = s."itemId"
          WHERE s."panelId" = ANY(seats.panels) AND NOT ${hadEndedIn('i')}))
    ORDER BY p.id LIMIT ${most}`,
    WaitingReviewer,
  )
}
