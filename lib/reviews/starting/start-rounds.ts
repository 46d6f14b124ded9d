import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { freezeItems } from './freeze-items'
import { organizationZone } from '../rounds/organization-zone'
import { dueRound, roundAfter, stageEnds } from '../rounds/schedule'
import { settingsOf } from '../rounds/settings'
import { lockDue } from './start-rounds.sql'

/**
 * Begins each round that has come due and freezes what it asks about. Bears a crash anywhere: a round is made once, and
 * the freezing goes on where it stopped. Of several that came due while nothing ran, only the newest is begun.
 */
export async function startRounds(caller: SystemCaller) {
  authorize(caller, 'review-round.run')
  const due = await db().accessReview.findMany({
    where: { nextRoundAt: { lte: now() }, endedAt: null },
    select: { id: true },
  })
  for (const { id } of due) await makeRound(caller, id)
  const unfrozen = await db().reviewRound.findMany({
    where: { startedAt: null, endedAt: null },
    orderBy: { startsAt: 'asc' },
    select: { id: true },
  })
  for (const { id } of unfrozen) await freezeItems(caller, id)
}

/** Makes the round of a review that has come due, and sets when the next one is. Resolves to its id, or null when somebody else did. */
export async function makeRound(caller: SystemCaller, reviewId: string): Promise<string | null> {
  authorize(caller, 'review-round.run')
  const timeZone = await organizationZone()
  return transaction(async (tx) => {
    const [review] = await lockDue(tx, reviewId)
    if (!review) return null
    const settings = settingsOf(review)
    const { dueAt, skipped } = dueRound(settings, timeZone, review.nextRoundAt, now())
    const nextRoundAt = roundAfter(settings, timeZone, dueAt)
    const days = settings.stages.map((stage) => stage.days)
    // Late only after a downtime: then the days count from now, so that nobody is left with none to answer in.
    const stageEndsAt = stageEnds(late(dueAt) ? now() : dueAt, days, timeZone, nextRoundAt)
    const number = 1 + (await tx.reviewRound.count({ where: { reviewId } }))
    const round = await tx.reviewRound.create({
      data: { reviewId, number, settings: settings, startsAt: dueAt, stageEndsAt },
    })
    await tx.accessReview.update({ where: { id: reviewId }, data: { nextRoundAt } })
    await recordAuditEvent(tx, caller, 'review-round.begun', {
      detail: { review: review.name, reviewId, roundId: round.id, number, skipped },
    })
    return round.id
  })
}

const LATE = 60 * 60 * 1000
const late = (dueAt: Date) => now().getTime() - dueAt.getTime() > LATE
