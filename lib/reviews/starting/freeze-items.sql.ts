// In SQL: one statement makes a stretch of items and their panels, where the client would fetch and send every row.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import type { ReviewSettings } from '../rounds/settings'
import { insertSeatsOf, makePanelsFor, panelsMadeFor } from './panels-asked.sql'
import { reviewCandidates } from './review-candidates.sql'
import { guestsIn } from './scope.sql'
import type { Standing } from './standing'

const Last = z.strictObject({ address: z.string().nullable() })

/** Finds the address of the last of at most `most` guests of a scope after an address. Null: there are none. */
export const findLastAddress = (scope: ReviewSettings['scope'], at: Date, from: string, most: number) =>
  queryRows(
    db(),
    Prisma.sql`
    SELECT max(address) AS address FROM (
      SELECT p.address FROM "Principal" p JOIN "Guest" u ON u."principalId" = p.id
      WHERE ${guestsIn({ person: 'p', guest: 'u' }, scope, at)} AND p.address > ${from} ORDER BY p.address LIMIT ${most}
    ) next`,
    Last,
  )

/** Has the rest of the transaction sort a stretch, and keep its candidates, in memory, not on the disk. */
export const workInMemory = (tx: Tx) => tx.$executeRaw`SET LOCAL work_mem = '128MB'`

/** Guests from above one address up to another, of whom the first stage of a round asks. */
export type Stretched = {
  roundId: string
  settings: ReviewSettings
  standing: Standing
  at: Date
  from: string
  to: string
}

/**
 * Writes down the items of a stretch with their seats, and the panels that answer there. Items are numbered before they
 * are written, so that their seats can name them. Resolves to how many items there are.
 */
export const insertItems = (tx: Tx, { roundId, settings, standing, at, from, to }: Stretched) => tx.$executeRaw`
      WITH asked AS MATERIALIZED (${reviewCandidates(settings, standing, at, { from, to })}), ${makePanelsFor('asked', roundId, 1)},
      seated AS MATERIALIZED (
        SELECT nextval('"ReviewItem_id_seq"')::int AS id, item.* FROM (
          SELECT asked."principalId", asked."grantId", asked."resourceId", asked.role, asked."grantedAt", asked."grantedById", asked."endsAt",
            asked."lastOpenedAt", asked.recommendation, asked."inviterGone", first.id AS "panelId", second.id AS "secondPanelId"
          FROM ${panelsMadeFor('asked')} ORDER BY asked.address, asked.title
        ) item
      ), seats AS (${insertSeatsOf('seated')})
      INSERT INTO "ReviewItem" ("roundId", id, "principalId", "grantId", "resourceId", role, "grantedAt", "grantedById", "endsAt",
        "lastOpenedAt", recommendation, "inviterGone")
      SELECT ${roundId}::uuid, id, "principalId", "grantId", "resourceId", role, "grantedAt", "grantedById", "endsAt",
        "lastOpenedAt", recommendation, "inviterGone" FROM seated`

/** Counts items and seats for the planner: else it would plan as if there were none of those that have just been written. */
export const analyzeItems = () => db().$executeRaw`ANALYZE "ReviewItem", "ReviewSeat"`
