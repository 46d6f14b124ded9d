// In SQL: one statement makes a stretch of items and their panels, where the client would fetch and send every row.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import type { ReviewSettings } from '../rounds/settings'
import { makePanels, panelsMade } from './panels-asked.sql'
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
      WHERE ${guestsIn(scope, at)} AND p.address > ${from} ORDER BY p.address LIMIT ${most}
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

/** Writes down the items of a stretch, with the panels that answer for them. Resolves to how many items there are. */
export const insertItems = (tx: Tx, { roundId, settings, standing, at, from, to }: Stretched) => tx.$executeRaw`
      WITH asked AS MATERIALIZED (${reviewCandidates(settings, standing, at, { from, to })}), ${makePanels(roundId, 1)}
      INSERT INTO "ReviewItem" ("roundId", "principalId", "grantId", "resourceId", role, "grantedAt", "grantedById", "endsAt",
        "lastOpenedAt", recommendation, "inviterGone", "panelId", "secondPanelId")
      SELECT ${roundId}::uuid, asked."principalId", asked."grantId", asked."resourceId", asked.role, asked."grantedAt", asked."grantedById",
        asked."endsAt", asked."lastOpenedAt", asked.recommendation, asked."inviterGone", first.id, second.id
      FROM ${panelsMade} ORDER BY asked.address, asked.title`

/** Counts the items for the planner: else it would plan as if there were none of those that have just been written. */
export const analyzeItems = () => db().$executeRaw`ANALYZE "ReviewItem"`
