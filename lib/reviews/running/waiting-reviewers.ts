import { hereIn } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { hadEnded } from '../rounds/ended-before'
import { metTwice } from '../rounds/met-twice'
import type { RoundRow } from '../rounds/round-row'

/** A reviewer of the stage that is being answered, with what lies before all their panels together, each item once. */
export type WaitingReviewer = { principalId: string; address: string; guest: boolean; items: number; open: number }

/** The marks on a reviewer that say what was mailed. */
export type Mark = 'startToldAt' | 'halfToldAt' | 'lastToldAt' | 'remindedAt'

/**
 * The people who may answer in the stage that is being answered and have something before them, one row each.
 * `where`: of `"Reviewer" v`; `having`: of one person's seats together. Counted from the panels; an item that lies
 * before somebody as the first reviewer's and as the second's is one item to them. `openOnly`: who has nothing open is left out;
 * `askedOnly`: who has nothing but what had ended before.
 */
export const waitingReviewers = (
  tx: Tx,
  { id, stage, settings }: RoundRow,
  { where = Prisma.sql`true`, having, openOnly = false, askedOnly = false, most }: Which,
) =>
  tx.$queryRaw<WaitingReviewer[]>`
    SELECT p.id AS "principalId", p.address, p.kind = 'guest' AS guest, seats.items - coalesce(twice.items, 0) AS items, seats.open - coalesce(twice.open, 0) AS open
    FROM (
      SELECT v."principalId", array_agg(n.id) AS panels, sum(n."itemCount")::int AS items, sum(n."itemCount" - n."answeredCount")::int AS open
      FROM "ReviewPanel" n JOIN "Reviewer" v ON v."panelId" = n.id
      WHERE n."roundId" = ${id}::uuid AND n.stage = ${stage} AND v."leftAt" IS NULL AND ${where}
      GROUP BY v."principalId" HAVING sum(n."itemCount") > 0 AND ${having}
    ) seats JOIN "Principal" p ON p.id = seats."principalId"
      LEFT JOIN LATERAL ${metTwice(Prisma.sql`${settings.secondReviewer} AND cardinality(seats.panels) > 1`, Prisma.sql`seats.panels`, Prisma.sql`seats."principalId"`)} twice ON true
    WHERE ${hereIn('p')} AND (NOT ${openOnly} OR seats.open > coalesce(twice.open, 0))
      AND (NOT ${askedOnly} OR seats.open > 0 OR ${holds(Prisma.sql`i."panelId"`)} OR ${holds(Prisma.sql`i."secondPanelId"`)})
    ORDER BY p.id ${most ? Prisma.sql`LIMIT ${most}` : Prisma.empty}`

const holds = (seat: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT 1 FROM "ReviewItem" i WHERE ${seat} = ANY(seats.panels) AND NOT ${hadEnded})`

type Which = { where?: Prisma.Sql; having: Prisma.Sql; openOnly?: boolean; askedOnly?: boolean; most?: number }

/** Marks every seat of these people in the stage that is being answered, as far as it has no such mark or is marked anew. */
export async function markTold(tx: Tx, { id, stage }: RoundRow, people: WaitingReviewer[], mark: Mark, at: Date) {
  const ids = people.map(({ principalId }) => principalId)
  await tx.reviewer.updateMany({
    where: { principalId: { in: ids }, leftAt: null, panel: { roundId: id, stage } },
    data: { [mark]: at },
  })
}
