// In SQL: Prisma's client locks no row that it reads.

import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hadEnded } from '../rounds/ended-before.sql'
import { Held } from '../rounds/hand-over'
import type { RoundRow } from '../rounds/round-row'

/** Locks what some panels have open in the stage being answered, in the order of its ids. */
export const lockOpen = (tx: Tx, { id: roundId, stage }: RoundRow, panels: string[]) =>
  queryRows(
    tx,
    Prisma.sql`
    SELECT i.id, i."principalId", i."panelId", i."secondPanelId", NOT (i."panelId" = ANY(${panels}::uuid[]) AND i.answer IS NULL) AS "asSecond"
    FROM "ReviewItem" i
    WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND NOT ${hadEnded} AND ((i."panelId" = ANY(${panels}::uuid[]) AND i.answer IS NULL)
      OR (i."secondPanelId" = ANY(${panels}::uuid[]) AND i."secondAnswer" IS NULL))
    ORDER BY i.id FOR UPDATE`,
    Held,
  )
