import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { findReview } from '../rounds/find-review'
import { organizationZone } from '../rounds/organization-zone'
import { readReviewForm } from './read-review-form'
import { reviewCandidates } from '../starting/review-candidates.sql'
import { ReviewForm } from './review-form'
import { firstRound, roundFrom, roundsFrom } from './schedule-of'
import { type ReviewSettings, settingsOf } from '../rounds/settings'
import { standingOf } from '../starting/standing'
import { type AsksSomebody, countItems, findAsked, findExamples } from './preview-review.sql'

export type ReviewPreview = Awaited<ReturnType<typeof previewReview>>

export const PreviewReview = ReviewForm.extend({
  // The numbers need none yet.
  name: z.string().catch(''),
  reviewId: z.string().optional(),
})
export type PreviewReview = z.output<typeof PreviewReview>

/**
 * What a round would ask if it began now, in numbers, and when the next rounds would be: of a new review, or of one that
 * is being changed. Throws `Invalid` like saving does.
 */
export async function previewReview(caller: Caller, { reviewId, ...form }: PreviewReview) {
  authorize(caller, 'review.create')
  const timeZone = await organizationZone()
  const before = reviewId ? settingsOf(await findReview(db(), reviewId)) : undefined
  const settings = await readReviewForm(db(), form, timeZone, before)
  const first = before ? roundFrom(settings, timeZone, now()) : firstRound(settings, timeZone)
  return {
    ...(await countCandidates(caller, settings)),
    rounds: roundsFrom(settings, timeZone, first, 3),
    startsNow: first !== null && first <= now(),
  }
}

/** The numbers of settings that have been read. */
async function countCandidates(caller: Caller, settings: ReviewSettings) {
  authorize(caller, 'review.create')
  const standing = await standingOf(db(), settings.stages[0]!)
  const candidates = reviewCandidates(settings, standing, now())
  const [counted, examples] = await Promise.all([
    countItems(settings, standing, candidates),
    findExamples(settings, candidates),
  ])
  return {
    ...counted,
    examples,
    subject: settings.subject,
    frequency: settings.frequency,
    ifUnanswered: settings.ifUnanswered,
  }
}

/** Finds out whether a round that began now would ask anything, and of somebody. */
export async function asksSomebody(caller: Caller, settings: ReviewSettings): Promise<AsksSomebody> {
  authorize(caller, 'review.create')
  return findAsked(reviewCandidates(settings, await standingOf(db(), settings.stages[0]!), now()))
}
