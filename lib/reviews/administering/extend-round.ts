import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { DAY, now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict, Invalid } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { absolute } from '../../words/dates'
import { nameOf } from '../rounds/round-row'
import { findRound } from '../rounds/find-review'
import { holdRound } from '../rounds/hold-round'
import { organizationZone } from '../rounds/organization-zone'
import { takesAnswers } from '../rounds/round-status'
import { stageEnds } from '../rounds/schedule'

export const ExtendRound = z.object({
  roundId: z.string(),
  /** When the round was seen to end. */
  endsAt: z.coerce.date(),
  days: z.coerce
    .number('How many days more?')
    .int('Enter whole days.')
    .min(1, 'Extend by 1 day at least.')
    .max(365, 'Extend by 365 days at most.'),
})
export type ExtendRound = z.output<typeof ExtendRound>

/**
 * Gives a round that is being answered so many days more, once; later stages move with it. Throws `Conflict` when it was
 * extended before or its time is over, and `Invalid` when it would run into the next round.
 */
export async function extendRound(caller: Caller, { roundId, endsAt: seen, days }: ExtendRound) {
  authorize(caller, 'review-round.extend')
  const timeZone = await organizationZone()
  return transaction(async (tx) => {
    await holdRound(tx, roundId)
    const round = await findRound(tx, roundId)
    if (round.extendedAt)
      throw new Conflict('review-round.extended', 'This round was extended already. A round is extended once.')
    if (!takesAnswers(round))
      throw new Conflict(
        'review-round.not-open',
        'This round is not being answered now, so there is nothing to extend.',
      )
    if (round.stageEndsAt.at(-1)!.getTime() !== seen.getTime())
      throw new Conflict('form.stale', 'This round ends at another time than when you opened the page. Load it again.')
    const later = (by: number) =>
      round.stageEndsAt.map((end, at) => (at < round.stage - 1 ? end : stageEnds(end, [by], timeZone, null)[0]!))
    const stageEndsAt = later(days)
    const next = round.review.nextRoundAt
    if (next && stageEndsAt.at(-1)! > next)
      throw new Invalid('review-round.overlaps', { days: runsInto(next, round.stageEndsAt.at(-1)!, timeZone) })
    await tx.reviewRound.update({
      where: { id: roundId },
      data: { stageEndsAt, extendedAt: now(), extendedById: callerId(caller) },
    })
    await recordAuditEvent(tx, caller, 'review-round.extended', {
      detail: { ...nameOf(round), days, until: stageEndsAt.at(-1) },
    })
    return { roundId, endsAt: stageEndsAt[round.stage - 1]! }
  })
}

function runsInto(next: Date, end: Date, timeZone: string) {
  const room = Math.floor((next.getTime() - end.getTime()) / DAY)
  const way =
    room > 0 ? `Extend by ${room} ${room === 1 ? 'day' : 'days'} at most.` : 'There is no room left before it.'
  return `The next round begins on ${absolute(next, timeZone)}. ${way}`
}
