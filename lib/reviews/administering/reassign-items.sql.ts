// In SQL: Prisma's client joins no rows that have no relation, as a seat and its item.

import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hadEndedIn } from '../rounds/ended-before.sql'
import { Held } from '../rounds/hand-over'
import type { RoundRow } from '../rounds/round-row'

/** Finds what some panels have open in the stage being answered, in the order of its ids. Hold the round first: then nobody answers. */
export const findOpen = (tx: Tx, { id: roundId, stage }: RoundRow, panels: string[]) =>
  queryRows(
    tx,
    Prisma.sql`
    SELECT DISTINCT ON (i.id) i.id, i."principalId", s."panelId", other."panelId" AS "otherPanelId", s.second AS "asSecond"
    FROM "ReviewSeat" s JOIN "ReviewItem" i ON i."roundId" = ${roundId}::uuid AND i.id = s."itemId" AND i.stage = ${stage}
      LEFT JOIN "ReviewSeat" other ON other."itemId" = s."itemId" AND other.second <> s.second
    WHERE s."panelId" = ANY(${panels}::uuid[]) AND s.answer IS NULL AND NOT ${hadEndedIn('i')} ORDER BY i.id, s.second`,
    Held,
  )
