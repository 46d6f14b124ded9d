import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction, type Tx } from '../../db/transaction'
import type { Caller } from '../../principal'
import { openRound } from './answer-items'
import { findMyRound, type MyRound } from './find-my-round'
import { organizationZone } from '../rounds/organization-zone'
import { MyItems, myItems } from './my-items.sql'
import { reasonsFor, type ReviewEvidence } from './reasons'
import type { ReviewAnswer } from '../rounds/settings'
import { type Asked, writeAnswers } from './write-answers'

/** Items answered in one transaction. */
const BATCH = 5000

const EVERY = 1_000_000

export const TakeRecommendations = z.object({ roundId: z.string() })
export type TakeRecommendations = z.output<typeof TakeRecommendations>

/** What taking all recommendations would do to what the caller has open: how many of each, and how many have none. */
export async function previewRecommendations(caller: Caller, { roundId }: TakeRecommendations) {
  const my = await findMyRound(caller, roundId)
  authorize(caller, 'review-item.list')
  const rows = await db().$queryRaw<{ recommendation: ReviewAnswer | null; items: number }[]>`
    SELECT i.recommendation::text, count(*)::int AS items FROM (${myItems(my, open, { most: EVERY, answerable: true })}) mine
      JOIN "ReviewItem" i ON i."roundId" = ${my.round.id}::uuid AND i.id = mine.id GROUP BY 1`
  const of = (wanted: ReviewAnswer | null) => rows.find(({ recommendation }) => recommendation === wanted)?.items ?? 0
  return { approve: of('approve'), deny: of('deny'), none: of(null) }
}

/**
 * Answers everything that the caller has open and that has a recommendation with that, in batches; what is answered
 * meanwhile stays. Throws `Conflict` once the round has ended.
 */
export async function takeRecommendations(
  caller: Caller,
  { roundId }: TakeRecommendations,
): Promise<{ before: Asked[]; taken: number }> {
  authorize(caller, 'review-item.list')
  const timeZone = await organizationZone()
  const before: Asked[] = []
  for (;;) {
    const { found, written } = await transaction(async (tx) => {
      const my = await openRound(tx, caller, roundId)
      const asked = await recommended(tx, my, timeZone)
      return {
        found: asked.length,
        written: asked.length > 0 ? await writeAnswers(tx, my, asked, { onlyOpen: true }) : [],
      }
    })
    before.push(...written)
    if (found < BATCH) return { before, taken: before.length }
  }
}

const open = MyItems.parse({ state: 'open' })

async function recommended(tx: Tx, my: MyRound, timeZone: string): Promise<Asked[]> {
  const moment = { startsAt: my.round.startsAt, at: now(), lookBackDays: my.settings.lookBackDays, timeZone }
  const found = await tx.$queryRaw<(ReviewEvidence & { id: number; recommendation: ReviewAnswer })[]>`
    SELECT i.id, i."grantId", i.recommendation::text, i."grantedAt", i."lastOpenedAt", i."inviterGone", coalesce(b.name, b.address) AS inviter
    FROM (${myItems(my, open, { most: BATCH, answerable: true, recommended: true })} LIMIT ${BATCH}) mine
      JOIN "ReviewItem" i ON i."roundId" = ${my.round.id}::uuid AND i.id = mine.id LEFT JOIN "Principal" b ON b.id = i."grantedById"`
  return found.map((item) => ({
    id: item.id,
    answer: item.recommendation,
    reason: `Recommendation: ${reasonsFor(item, moment).join('. ')}.`,
  }))
}
