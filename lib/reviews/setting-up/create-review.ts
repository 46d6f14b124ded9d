import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { AccessDenied, Invalid } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { organizationZone } from '../rounds/organization-zone'
import { asksSomebody } from './preview-review'
import { readReviewForm } from './read-review-form'
import type { ReviewForm } from './review-form'
import type { ReviewSettings } from '../rounds/settings'
import { firstRound } from './schedule-of'

/**
 * Sets up a review; its first round begins by itself when it is due, which may be at once. Throws `Invalid`, also for a
 * scope that matches nobody, or in which nobody could answer, unless the form says that it is meant so.
 */
export async function createReview(caller: Caller, form: ReviewForm) {
  authorize(caller, 'review.create')
  requireRoom()
  const createdById = callerId(caller)
  if (!createdById) throw new AccessDenied('review.create', 'only a person')
  const timeZone = await organizationZone()
  const settings = await readReviewForm(db(), form, timeZone)
  if (!form.waits) await refuseNobody(caller, settings)
  const nextRoundAt = firstRound(settings, timeZone)
  return transaction(async (tx) => {
    const { id: reviewId } = await tx.accessReview.create({
      data: { name: form.name, settings, nextRoundAt, createdAt: now(), createdById },
      select: { id: true },
    })
    await recordAuditEvent(tx, caller, 'review.created', { detail: { review: form.name, reviewId, settings } })
    return { reviewId }
  })
}

async function refuseNobody(caller: Caller, settings: ReviewSettings) {
  const asks = await asksSomebody(caller, settings)
  if (asks === 'about nobody')
    throw new Invalid('review-scope.empty', {
      waits: 'Nobody is in this scope now. Widen it, or tick “Set it up all the same”.',
    })
  if (asks === 'of nobody')
    throw new Invalid('review-scope.empty', {
      waits:
        'Nobody would be asked: none of these reviewers is in office, and no fallback reviewer is named. Name one, or tick “Set it up all the same”.',
    })
}
