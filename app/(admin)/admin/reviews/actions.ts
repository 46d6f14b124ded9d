'use server'
import { action } from '@/app/_boundary/action'
import { lookOr } from '@/app/_boundary/preview'
import { ApplyRound, applyRound } from '@/lib/reviews/administering/apply-round'
import { ChangeReview, changeReview } from '@/lib/reviews/setting-up/change-review'
import { createReview } from '@/lib/reviews/setting-up/create-review'
import { EndReview, endReview } from '@/lib/reviews/setting-up/end-review'
import { ExtendRound, extendRound } from '@/lib/reviews/administering/extend-round'
import { PreviewReview, previewReview } from '@/lib/reviews/setting-up/preview-review'
import { ReassignItems, reassignItems } from '@/lib/reviews/administering/reassign-items'
import { RemindReviewersNow, remindReviewersNow } from '@/lib/reviews/administering/remind-reviewers-now'
import { ResetRound, resetRound } from '@/lib/reviews/administering/reset-round'
import { ReviewForm } from '@/lib/reviews/setting-up/review-form'
import { StopRound, stopRound } from '@/lib/reviews/administering/stop-round'

const preview = action(PreviewReview, previewReview)
const create = action(ReviewForm, createReview, ({ reviewId }) => `/admin/reviews/${reviewId}`)
const save = action(ChangeReview, changeReview, ({ reviewId }) => `/admin/reviews/${reviewId}`)

export const start = lookOr(preview, create)
export const change = lookOr(preview, save)
export const end = action(EndReview, endReview)
export const stop = action(StopRound, stopRound)
export const apply = action(ApplyRound, applyRound)
export const extend = action(ExtendRound, extendRound, () => ({ message: 'Extended.' }))
export const reset = action(ResetRound, resetRound)
export const remind = action(RemindReviewersNow, remindReviewersNow, ({ reviewers }) => ({
  message: reviewers === 1 ? 'One reviewer is reminded.' : `${reviewers} reviewers are reminded.`,
}))
export const reassign = action(ReassignItems, reassignItems, ({ items }) => ({
  message: items === 1 ? 'One item is theirs now.' : `${items} items are theirs now.`,
}))
