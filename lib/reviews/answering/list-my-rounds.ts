import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { metTwice } from '../rounds/met-twice.sql'
import { stageEndOf, takesAnswers } from '../rounds/round-status'

/** How long a round that ended is still listed. */
const KEPT = 90 * DAY

export type MyRoundRow = {
  roundId: string
  name: string
  number: number
  /** Until when answers are taken, or when the round ended. */
  dueAt: Date
  items: number
  answered: number
  /** Nothing more can be answered. */
  over: boolean
}

type Found = {
  roundId: string
  name: string
  number: number
  startsAt: Date
  startedAt: Date
  endedAt: Date | null
  applyingAt: Date | null
  appliedAt: Date | null
  stage: number
  stageEndsAt: Date[]
  asked: number
  items: number
  answered: number
}

/** The rounds in which the caller is asked: those in progress, soonest due first, then those that ended in the last 90 days. */
export async function listMyRounds(caller: Caller, _: unknown = {}) {
  const { principal } = signedIn(caller)
  authorize(caller, 'review-item.list')
  const found = await find(principal.id)
  const rows = newestStages(found).map(toRow)
  return {
    open: rows.filter(({ over }) => !over).sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime()),
    over: rows.filter(({ over }) => over).sort((one, other) => other.dueAt.getTime() - one.dueAt.getTime()),
    guest: principal.kind === 'guest',
  }
}

/** Of a round with stages, only the last one in which the caller was asked. */
const newestStages = (found: Found[]) => [...new Map(found.map((row) => [row.roundId, row])).values()]

const find = (principalId: string) => db().$queryRaw<Found[]>`
  SELECT seats.*, "itemCount" - twice.items AS items, "answeredCount" - (twice.items - twice.open) AS answered FROM (
    SELECT r.id AS "roundId", a.name, r.number, r."startsAt", r."startedAt", r."endedAt", r."applyingAt", r."appliedAt", r.stage, r."stageEndsAt",
      n.stage AS asked, w."principalId", array_agg(n.id) AS panels, sum(n."itemCount")::int AS "itemCount", sum(n."answeredCount")::int AS "answeredCount", r.settings->'secondReviewer' = 'true' AS two
    FROM "Reviewer" w JOIN "ReviewPanel" n ON n.id = w."panelId" JOIN "ReviewRound" r ON r.id = n."roundId" JOIN "AccessReview" a ON a.id = r."reviewId"
    WHERE w."principalId" = ${principalId}::uuid AND w."leftAt" IS NULL AND r."startedAt" IS NOT NULL
      AND (r."endedAt" IS NULL OR r."endedAt" > ${after(now(), -KEPT)})
    GROUP BY r.id, a.name, n.stage, w."principalId"
  ) seats ${metTwice}
  ORDER BY asked`

function toRow({ roundId, name, number, items, answered, asked, ...round }: Found): MyRoundRow {
  const over = asked !== round.stage || !takesAnswers(round)
  const dueAt = asked === round.stage ? (round.endedAt ?? stageEndOf(round)) : round.stageEndsAt[asked - 1]!
  return { roundId, name, number, dueAt, items, answered, over }
}
