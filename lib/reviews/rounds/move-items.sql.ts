// In SQL: Prisma's client locks nothing, and a list of ids is one parameter here, however long.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hadEndedIn } from './ended-before.sql'

/** Locks items of a round, and so their seats, in the order of their ids: of many who answer the same items, none waits for another's end in a circle. */
export const lockItems = (tx: Tx, roundId: string, ids: number[]) =>
  tx.$queryRaw`SELECT id FROM "ReviewItem" WHERE "roundId" = ${roundId}::uuid AND id = ANY(${ids}::int[]) ORDER BY id FOR UPDATE`

const Left = z.strictObject({ panelId: z.string(), items: z.int(), answered: z.int() })

/** What a panel holds of some items. `answered`: answered, or not waited for. */
export type Left = z.infer<typeof Left>

/** Items of a stage, and the panel that takes them over. */
export type Taken = { panelId: string; roundId: string; stage: number; ids: number[] }

/** Counts what each panel holds of these items in the first reviewer's seats, or in the second's. */
export const countHeld = (tx: Tx, asSecond: boolean, { roundId, stage, ids }: Taken) =>
  queryRows(
    tx,
    Prisma.sql`
    SELECT s."panelId", count(*)::int AS items, (count(*) FILTER (WHERE s.answer IS NOT NULL OR ${hadEndedIn('i')}))::int AS answered
    FROM "ReviewItem" i JOIN "ReviewSeat" s ON s."itemId" = i.id AND s.second = ${asSecond}
    WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND i.id = ANY(${ids}::int[]) GROUP BY 1`,
    Left,
  )

/** Puts the panel in the first reviewer's seats of these items, or in the second's. */
export const seatPanel = (tx: Tx, asSecond: boolean, { panelId, roundId, stage, ids }: Taken) =>
  tx.$executeRaw`
    UPDATE "ReviewSeat" s SET "panelId" = ${panelId}::uuid FROM "ReviewItem" i
    WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND i.id = ANY(${ids}::int[]) AND s."itemId" = i.id AND s.second = ${asSecond}`
