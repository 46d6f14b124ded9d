import { now } from '../../lib/clock'
import { db } from '../../lib/db/client'
import { type PersonCaller, systemCaller } from '../../lib/principal'
import { answerItems } from '../../lib/reviews/answering/answer-items'
import { applyRounds } from '../../lib/reviews/applying/apply-rounds'
import { closeStages } from '../../lib/reviews/running/close-stages'
import { createReview } from '../../lib/reviews/setting-up/create-review'
import { ReviewForm, type ReviewFormValues } from '../../lib/reviews/setting-up/review-form'
import { startRounds } from '../../lib/reviews/starting/start-rounds'
import { tellReviewers } from '../../lib/reviews/running/tell-reviewers'
import { organization } from '../cast'
import { deliverMail } from './visitor'

/** What a reviewer says: of whom, on what, and why. */
type Said = { of: string; on: string; answer: 'approve' | 'deny' | 'dont_know'; reason?: string }

/** Today where the organization is, as a form writes it. */
const today = () =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: organization.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now())

/** Sets up a review that is due today, and has its first round begin and its reviewers told. */
export async function beginReview(caller: PersonCaller, values: Partial<ReviewFormValues> & { name: string }) {
  const { reviewId } = await createReview(caller, ReviewForm.parse({ startsOn: today(), ...values }))
  await startRounds(systemCaller('start-review-rounds'))
  await tellReviewers(systemCaller('tell-reviewers'))
  await deliverMail()
  const round = await db().reviewRound.findFirstOrThrow({
    where: { reviewId },
    select: { id: true, stageEndsAt: true },
  })
  return { roundId: round.id, endsAt: round.stageEndsAt.at(-1)! }
}

export async function say(caller: PersonCaller, roundId: string, all: Said[]) {
  for (const { of, on, answer, reason } of all) {
    const { id: principalId } = await db().principal.findUniqueOrThrow({ where: { address: of }, select: { id: true } })
    const { id: resourceId } = await db().resource.findFirstOrThrow({ where: { title: on }, select: { id: true } })
    const { id } = await db().reviewItem.findFirstOrThrow({
      where: { roundId, principalId, resourceId },
      select: { id: true },
    })
    await answerItems(caller, { roundId, ids: [id], answer, reason })
  }
}

/** The end of a round comes: what was denied is taken away, and everybody concerned is told. */
export async function endRound() {
  await closeStages(systemCaller('close-review-stages'))
  await applyRounds(systemCaller('apply-review-rounds'))
  await deliverMail()
}
