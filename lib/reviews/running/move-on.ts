import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { movedOn } from '../rounds/outcome'
import { panelOf, secondKind, type Standing } from '../starting/review-candidates'
import { type RoundRow, stageOf } from '../rounds/round-row'
import { isPanel, makePanels } from '../starting/seat-panels'

/** Items moved in one transaction: about a second. */
const BATCH = 10_000

/**
 * Moves some of the items that a stage hands on to the next one, before whoever answers there. What stood of them goes
 * on standing until somebody answers anew. The panels of the stage they leave keep their counts, as what was done
 * there. Resolves to whether there may be more to move.
 */
export async function moveOn(tx: Tx, round: RoundRow, standing: Standing, most = BATCH): Promise<boolean> {
  const next = round.stage + 1
  const moved = await tx.$executeRaw`
    WITH b AS MATERIALIZED (${panelsAnew(round, standing, most)}),
      ${makePanels(round.id, next, Prisma.sql`SELECT kind, "subjectId" FROM b UNION ALL SELECT "secondKind", NULL FROM b`)}
    UPDATE "ReviewItem" i SET stage = ${next}, "panelId" = first.id, "secondPanelId" = second.id, answer = NULL, "answeredAt" = NULL,
      "answeredById" = NULL, reason = NULL, "secondAnswer" = NULL, "secondById" = NULL
    FROM b JOIN panel first ON ${isPanel('first', Prisma.sql`b.kind`, Prisma.sql`b."subjectId"`)}
      LEFT JOIN panel second ON ${isPanel('second', Prisma.sql`b."secondKind"`, Prisma.sql`NULL`)}
    WHERE i."roundId" = ${round.id}::uuid AND i.id = b.id`
  return moved === most
}

/** The next items to move, each with the panels that answer for it in the next stage. */
function panelsAnew(round: RoundRow, standing: Standing, most: number) {
  const { settings } = round
  const stage = stageOf({ settings, stage: round.stage + 1 })
  const perGrant = settings.subject === 'grant'
  const person = perGrant ? Prisma.sql`r."sharedById"` : Prisma.sql`u."sponsorId"`
  const panel = panelOf(stage, standing, person, perGrant ? 'sharer' : 'sponsor')
  return Prisma.sql`
    SELECT i.id, ${panel.kind} AS kind, ${panel.subjectId} AS "subjectId", ${secondKind(settings, standing, stage, panel, perGrant ? [person, Prisma.sql`i."grantedById"`] : [person])} AS "secondKind"
    FROM (
      SELECT i.id, i."principalId", i."resourceId", i."grantedById" FROM "ReviewItem" i
      WHERE i."roundId" = ${round.id}::uuid AND i.stage = ${round.stage} AND ${movedOn(stageOf(round))} ORDER BY i.id LIMIT ${most}
    ) i JOIN "Principal" p ON p.id = i."principalId"
      LEFT JOIN "Guest" u ON u."principalId" = p.id
      LEFT JOIN "Resource" r ON r.id = i."resourceId"
      LEFT JOIN "Principal" sharer ON sharer.id = r."sharedById"
      LEFT JOIN "Principal" sponsor ON sponsor.id = u."sponsorId"`
}
