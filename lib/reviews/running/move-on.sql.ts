// In SQL: one statement moves thousands of items and makes their panels, where the client would fetch and write each.

import { inOfficeIn } from '../../access/live'
import type { Tx } from '../../db/transaction'
import { movedOnIn } from '../rounds/outcome.sql'
import { type RoundRow, stageOf } from '../rounds/round-row'
import { insertSeatsOf, makePanelsFor, panelsAskedOf, panelsMadeFor } from '../starting/panels-asked.sql'
import type { Standing } from '../starting/standing'

/** Moves at most `most` of the items that a stage hands on to the next one, with empty seats for whoever answers there. Resolves to how many. */
export function moveToNext(tx: Tx, round: RoundRow, standing: Standing, most: number) {
  const { settings } = round
  const perGrant = settings.subject === 'grant'
  const next = round.stage + 1
  return tx.$executeRaw`
    WITH asked AS MATERIALIZED (
      SELECT i.id, panel.kind, panel."subjectId", second.kind AS "secondKind"
      FROM (
        SELECT i.id, i."principalId", i."resourceId", i."grantedById" FROM "ReviewItem" i
        WHERE i."roundId" = ${round.id}::uuid AND i.stage = ${round.stage} AND ${movedOnIn('i', stageOf(round))} ORDER BY i.id LIMIT ${most}
      ) i JOIN "Principal" p ON p.id = i."principalId"
        LEFT JOIN "Guest" u ON u."principalId" = p.id
        LEFT JOIN "Resource" r ON r.id = i."resourceId"
        LEFT JOIN "Principal" owner ON owner.id = r."sharedById"
        LEFT JOIN "Principal" sponsor ON sponsor.id = u."sponsorId"
        CROSS JOIN LATERAL (
          SELECT CASE WHEN ${perGrant} THEN r."sharedById" ELSE u."sponsorId" END AS "ownerId",
            CASE WHEN ${perGrant} THEN ${inOfficeIn('owner')} ELSE ${inOfficeIn('sponsor')} END AS "ownerActive",
            CASE WHEN ${perGrant} THEN i."grantedById" END AS "giverId"
        ) whose
        ${panelsAskedOf({ person: 'p', guest: 'u', sponsor: 'sponsor', whose: 'whose' }, settings, stageOf({ settings, stage: next }), standing)}
    ), ${makePanelsFor('asked', round.id, next)}, seated AS MATERIALIZED (
      SELECT asked.id, first.id AS "panelId", second.id AS "secondPanelId" FROM ${panelsMadeFor('asked')}
    ), alone AS (
      DELETE FROM "ReviewSeat" s USING seated WHERE s."itemId" = seated.id AND s.second AND seated."secondPanelId" IS NULL
    ), seats AS (
      ${insertSeatsOf('seated')}
      ON CONFLICT ("itemId", second) DO UPDATE SET "panelId" = excluded."panelId", answer = NULL, "answeredAt" = NULL, "answeredById" = NULL, reason = NULL
    )
    UPDATE "ReviewItem" i SET stage = ${next} FROM seated WHERE i."roundId" = ${round.id}::uuid AND i.id = seated.id`
}
