import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { analyzeItems, findLastAddress, insertItems, type Stretched, workInMemory } from './freeze-items.sql'
import { seatReviewers } from './seat-panels.sql'
import { type ReviewSettings, settingsOf } from '../rounds/settings'
import { type Standing, standingOf } from './standing'

/** Guests whose grants are frozen in one transaction: some tens of thousands of items, about a second. */
const STRETCH = 20_000

/**
 * Writes down what a round asks about, a stretch of guests after the other, each in a transaction of its own that also
 * moves the mark to go on from; then puts the reviewers in their seats and opens the round for answers.
 */
export async function freezeItems(caller: SystemCaller, roundId: string) {
  authorize(caller, 'review-round.run')
  const round = await db().reviewRound.findUniqueOrThrow({
    where: { id: roundId },
    select: { id: true, settings: true, startsAt: true, frozenThrough: true },
  })
  const settings = settingsOf(round)
  const standing = await standingOf(db(), settings.stages[0]!)
  for (let from = round.frozenThrough ?? ''; ;) {
    const to = await endOfStretch(settings, round.startsAt, from)
    if (to === null) break
    if (!(await freezeStretch({ roundId, settings, standing, at: round.startsAt, from, to }))) return
    from = to
  }
  await analyzeItems()
  await open(caller, roundId, standing)
}

/** The address of the last guest of the next stretch, or null when there is none. */
async function endOfStretch({ scope }: ReviewSettings, at: Date, from: string) {
  const [last] = await findLastAddress(scope, at, from, STRETCH)
  return last?.address ?? null
}

/** Freezes one stretch, unless somebody else has: then false. */
const freezeStretch = (stretched: Stretched) =>
  transaction(async (tx) => {
    const { roundId, from, to } = stretched
    const mine = await tx.reviewRound.updateMany({
      where: { id: roundId, startedAt: null, endedAt: null, frozenThrough: from === '' ? null : from },
      data: { frozenThrough: to },
    })
    if (mine.count === 0) return false
    await workInMemory(tx)
    const frozen = await insertItems(tx, stretched)
    await tx.reviewRound.update({ where: { id: roundId }, data: { itemCount: { increment: frozen } } })
    return true
  })

/** Seats the reviewers and opens the round, once; what they are mailed follows from the times that this sets. */
async function open(caller: SystemCaller, roundId: string, standing: Standing) {
  authorize(caller, 'review-round.run')
  await transaction(async (tx) => {
    const [opened] = await tx.reviewRound.updateManyAndReturn({
      where: { id: roundId, startedAt: null, endedAt: null },
      data: { startedAt: now() },
      select: { reviewId: true, number: true, itemCount: true, review: { select: { name: true } } },
    })
    if (!opened) return
    const { reviewId, number, itemCount: items, review } = opened
    await seatReviewers(tx, roundId, 1, standing)
    const reviewers = await tx.reviewer.count({ where: { panel: { roundId } } })
    await recordAuditEvent(tx, caller, 'review-round.started', {
      detail: { review: review.name, reviewId, roundId, number, items, reviewers },
    })
  })
}
