import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import type { Caller } from '../../principal'
import { openRound } from './answer-items'
import { findMyRound, type MyRound } from './find-my-round'
import { organizationZone } from '../rounds/organization-zone'
import { MyItems } from './my-items'
import { reasonsFor } from './reasons'
import type { ReviewAnswer } from '../rounds/settings'
import { countByRecommendation, findRecommended } from './take-recommendations.sql'
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
  const rows = await countByRecommendation(my, open, EVERY)
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
  const found = await findRecommended(tx, my, open, BATCH)
  return found.map((item) => ({
    id: item.id,
    answer: item.recommendation,
    reason: `Recommendation: ${reasonsFor(item, moment).join('. ')}.`,
  }))
}
