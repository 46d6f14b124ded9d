import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { pageField, pageOf } from '../../forms/pages'
import type { Caller } from '../../principal'
import { findReview } from '../rounds/find-review'
import { organizationZone } from '../rounds/organization-zone'
import { roundView } from '../rounds/round-view'
import { roundsFrom } from '../setting-up/schedule-of'
import { settingsInWords } from '../setting-up/settings-in-words'
import { settingsOf } from '../rounds/settings'

const GetReview = z.object({ reviewId: z.string(), page: pageField })

/** As many rounds as the chart has room for. */
const CHARTED = 24

/** A review: its settings in words, when the next rounds are, its rounds in pages of 50, and what was answered in the last 24. */
export async function getReview(caller: Caller, input: { reviewId: string; page?: unknown }) {
  authorize(caller, 'review.read')
  const { reviewId, page } = GetReview.parse(input)
  const { settings: document, ...review } = await findReview(db(), reviewId)
  const settings = settingsOf({ settings: document })
  const [words, total, charted, timeZone] = await Promise.all([
    settingsInWords(db(), settings),
    db().reviewRound.count({ where: { reviewId } }),
    findRounds(reviewId, 0, CHARTED),
    organizationZone(),
  ])
  const rounds = await pageOf(page, total, (skip) => findRounds(reviewId, skip, 50))
  const next = review.endedAt ? [] : roundsFrom(settings, timeZone, review.nextRoundAt, 3)
  return {
    ...review,
    words,
    next,
    rounds: { ...rounds, rows: rounds.rows.map((round) => roundView(round)) },
    chart: charted.reverse().map((round) => roundView(round)),
  }
}

export type ReviewView = Awaited<ReturnType<typeof getReview>>

const findRounds = (reviewId: string, skip: number, take: number) =>
  db().reviewRound.findMany({ where: { reviewId }, orderBy: { number: 'desc' }, skip, take, omit: { settings: true } })
