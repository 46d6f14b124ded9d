import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { containing } from '../../db/like'
import { pageField, pageOf, searchField } from '../../forms/pages'
import type { Caller } from '../../principal'
import { roundView, type RoundView } from '../rounds/round-view'
import { frequencyInWords } from '../setting-up/settings-in-words'
import { settingsOf } from '../rounds/settings'
import { type Found, findReviews } from './list-reviews.sql'

export const ListReviews = z.object({
  q: searchField,
  sort: z.enum(['newest', 'name', 'next']).catch('newest'),
  page: pageField,
})
export type ListReviews = z.output<typeof ListReviews>

export type ReviewRow = {
  id: string
  name: string
  repeats: string
  nextRoundAt: Date | null
  endedAt: Date | null
  /** The newest round; null: none has begun. */
  round: RoundView | null
}

/** Every access review with its newest round, in pages of 50. Read from counters, however many items there are. */
export async function listReviews(caller: Caller, input: Partial<Record<keyof ListReviews, unknown>> = {}) {
  authorize(caller, 'review.list')
  const { q, sort, page } = ListReviews.parse(input)
  const total = await db().accessReview.count({
    where: { name: containing(q) },
  })
  const listed = await pageOf(page, total, (skip) => findReviews(q, sort, skip))
  return { ...listed, rows: await withRounds(listed.rows), q, sort }
}

async function withRounds(reviews: Found[]): Promise<ReviewRow[]> {
  const newest = await db().reviewRound.findMany({
    where: { reviewId: { in: reviews.map(({ id }) => id) } },
    orderBy: [{ reviewId: 'asc' }, { number: 'desc' }],
    distinct: ['reviewId'],
    omit: { settings: true },
  })
  const rounds = new Map(newest.map((round) => [round.reviewId, roundView(round)]))
  return reviews.map(({ settings, ...review }) => ({
    ...review,
    repeats: frequencyInWords[settingsOf({ settings }).frequency],
    round: rounds.get(review.id) ?? null,
  }))
}
