import { z } from 'zod'
import { tick } from '../../forms/tick'
import { requiredLine } from '../../plain-text'

const line = z.string().max(200).default('')
const box = z.string().max(100_000, 'This is too long. Take at most 1,000 entries at a time.').default('')
const reviewers = z.enum(['sharers', 'sponsors', 'members', 'guests'], 'Choose who reviews.').default('sharers')

/**
 * The fields of the form that sets up a review, as they are sent: text, ticks and choices. `readReviewForm` makes
 * settings of them. The fields of a stage end with its number.
 */
export const ReviewForm = z.object({
  name: requiredLine(120, 'Give it a name: it stands in the reviewers’ mail.', {
    tooLong: 'A name has at most 120 characters.',
  }),
  subject: z.enum(['grant', 'guest'], 'Choose what is asked.').default('grant'),
  who: z.enum(['every', 'chosen'], 'Choose whose access is reviewed.').default('every'),
  guests: box,
  domains: box,
  sponsors: box,
  which: z.enum(['all', 'chosen'], 'Choose which resources.').default('all'),
  resources: box,
  inactiveDays: line,

  reviewers1: reviewers,
  members1: box,
  fallback1: box,
  days1: line,
  approve1: tick,
  deny1: tick,
  dont_know1: tick,
  not_reviewed1: tick,
  stage2: tick,
  reviewers2: reviewers,
  members2: box,
  fallback2: box,
  days2: line,
  approve2: tick,
  deny2: tick,
  dont_know2: tick,
  not_reviewed2: tick,
  stage3: tick,
  reviewers3: reviewers,
  members3: box,
  fallback3: box,
  days3: line,

  frequency: z
    .enum(['once', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly'], 'Choose how often.')
    .default('once'),
  startsOn: line,
  ends: z.enum(['never', 'date', 'rounds'], 'Choose when it ends.').default('never'),
  endsOn: line,
  rounds: line,

  justifyApprove: tick,
  justifyDeny: tick,
  recommendations: tick,
  lookBackDays: line,
  ifUnanswered: z
    .enum(['keep', 'remove', 'approve', 'recommendation'], 'Choose what happens if nobody answers.')
    .default('keep'),
  autoApply: tick,
  endWhenAnswered: tick,
  secondReviewer: tick,
  remind: tick,
  message: z.string().max(2000, 'A message has at most 2,000 characters.').default(''),
  told: box,
  /** Sets it up though nobody is in scope yet, or nobody could answer. */
  waits: tick,
})
export type ReviewForm = z.output<typeof ReviewForm>

/** The same as a page fills it in: every field a text, a tick "on" or absent. */
export type ReviewFormValues = z.input<typeof ReviewForm>
