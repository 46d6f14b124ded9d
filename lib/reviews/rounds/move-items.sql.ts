// In SQL: Prisma's client locks nothing, and a list of ids is one parameter here, however long.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hadEnded } from './ended-before.sql'

/** Locks items of a round, in the order of their ids. */
export const lockItems = (tx: Tx, roundId: string, ids: number[]) =>
  tx.$queryRaw`SELECT id FROM "ReviewItem" WHERE "roundId" = ${roundId}::uuid AND id = ANY(${ids}::int[]) ORDER BY id FOR UPDATE`

const Left = z.strictObject({ panelId: z.string(), items: z.int(), answered: z.int() })

/** What a panel holds of some items. `answered`: answered, or not waited for. */
export type Left = z.infer<typeof Left>

/** Items of a stage, and the panel that takes them over. */
export type Taken = { panelId: string; roundId: string; stage: number; ids: number[] }

/** Counts what each panel holds of these items in the first reviewer's seat, or in the second's. */
export const countHeld = (tx: Tx, asSecond: boolean, { roundId, stage, ids }: Taken) =>
  queryRows(
    tx,
    Prisma.sql`
    SELECT CASE WHEN ${asSecond} THEN i."secondPanelId" ELSE i."panelId" END AS "panelId", count(*)::int AS items,
      (count(*) FILTER (WHERE CASE WHEN ${asSecond} THEN i."secondAnswer" ELSE i.answer END IS NOT NULL OR ${hadEnded}))::int AS answered
    FROM "ReviewItem" i WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND i.id = ANY(${ids}::int[]) GROUP BY 1`,
    Left,
  )

/** Puts the panel in the first reviewer's seat of these items, or in the second's. */
export const seatPanel = (tx: Tx, asSecond: boolean, { panelId, roundId, stage, ids }: Taken) =>
  tx.$executeRaw`
    UPDATE "ReviewItem" SET "panelId" = CASE WHEN ${asSecond} THEN "panelId" ELSE ${panelId}::uuid END,
      "secondPanelId" = CASE WHEN ${asSecond} THEN ${panelId}::uuid ELSE "secondPanelId" END
    WHERE "roundId" = ${roundId}::uuid AND stage = ${stage} AND id = ANY(${ids}::int[])`
