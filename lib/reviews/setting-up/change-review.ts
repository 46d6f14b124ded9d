import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { lockRow } from '../../db/lock.sql'
import { type Tx, transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { displayName, type Caller } from '../../principal'
import { absolute } from '../../words/dates'
import { findReview } from '../rounds/find-review'
import { organizationZone } from '../rounds/organization-zone'
import { readReviewForm } from './read-review-form'
import { ReviewForm } from './review-form'
import { roundFrom } from './schedule-of'
import { settingsOf } from '../rounds/settings'

export const ChangeReview = ReviewForm.extend({ reviewId: z.string(), revision: z.coerce.number().int() })
export type ChangeReview = z.output<typeof ChangeReview>

/**
 * Changes what the next rounds of a review are; rounds that have begun stay as they are, and no next one begins
 * before they end. Throws `Conflict` when somebody else changed it since `revision`, and `Invalid`.
 */
export async function changeReview(caller: Caller, { reviewId, revision, ...form }: ChangeReview) {
  authorize(caller, 'review.change')
  const timeZone = await organizationZone()
  const before = await findReview(db(), reviewId)
  const settings = await readReviewForm(db(), form, timeZone, settingsOf(before))
  await transaction(async (tx) => {
    // So that no round begins between looking at the last one and setting the next.
    await lockRow(tx, 'AccessReview', reviewId)
    const nextRoundAt = roundFrom(settings, timeZone, await freeFrom(tx, reviewId))
    const { count } = await tx.accessReview.updateMany({
      where: { id: reviewId, revision, endedAt: null },
      data: { name: form.name, settings, nextRoundAt, revision: { increment: 1 } },
    })
    if (count === 0) throw new Conflict('form.stale', await whoWasFaster(tx, reviewId, timeZone))
    await recordAuditEvent(tx, caller, 'review.changed', {
      detail: { review: form.name, reviewId, before: settingsOf(before), after: settings },
    })
  })
  return { reviewId }
}

/** From when on the next round may begin: after whatever is being answered, and never the same round again. */
async function freeFrom(tx: Tx, reviewId: string) {
  const last = await tx.reviewRound.findFirst({
    where: { reviewId },
    orderBy: { number: 'desc' },
    select: { startsAt: true, endedAt: true, stageEndsAt: true },
  })
  if (!last) return new Date(0)
  const over = last.endedAt ?? last.stageEndsAt.at(-1)!
  return new Date(Math.max(now().getTime(), over.getTime(), last.startsAt.getTime() + 1))
}

async function whoWasFaster(tx: Tx, reviewId: string, timeZone: string) {
  const review = await findReview(tx, reviewId)
  if (review.endedAt) return 'This review has ended meanwhile. Set up a new one: what you typed is still here to copy.'
  const event = await tx.auditEvent.findFirst({
    where: { type: 'review.changed', detail: { path: ['reviewId'], equals: reviewId } },
    orderBy: { at: 'desc' },
    select: { at: true, callerId: true, callerName: true },
  })
  const person = event?.callerId
    ? await tx.principal.findUnique({ where: { id: event.callerId }, select: { name: true, address: true } })
    : null
  const who = person ? displayName(person) : (event?.callerName ?? 'Somebody else')
  return `${who} changed this review${event ? ` on ${absolute(event.at, timeZone)}` : ''}, after you opened it. Nothing of yours is saved yet, and it is all still here: open the review in another tab, compare, and send this again from there.`
}
