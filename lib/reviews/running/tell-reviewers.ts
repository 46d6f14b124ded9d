import { authorize } from '../../access/authorize'
import { after, DAY, isOver, now } from '../../clock'
import { db } from '../../db/client'
import { type Tx, transaction } from '../../db/transaction'
import { queueMails } from '../../mail/queue-mail'
import type { SystemCaller } from '../../principal'
import { seeEndings } from '../rounds/ended-before'
import { holdRound } from '../rounds/hold-round'
import { oneByOne } from '../rounds/one-by-one'
import { markTold } from './mark-told'
import { letterOf, remindOpen } from './remind-open'
import { readRound, type RoundRow } from '../rounds/round-row'
import { stageEndOf, takesAnswers } from '../rounds/round-status'
import { waitingReviewers } from './waiting-reviewers.sql'

/** Reviewers told in one transaction. */
const BATCH = 300

/** Days that a stage lasts at least for a reminder half-way, and for one on the day before its end. */
const HALF_WORTH = 4
const LAST_WORTH = 2

/**
 * Mails reviewers what waits for them when a stage starts, half-way, and a day before its end; the last two only to those
 * with items open. The first goes once to a person for a round, the others once for each stage: marked in the transaction that queues it.
 */
export async function tellReviewers(caller: SystemCaller) {
  authorize(caller, 'review-round.run')
  const open = await db().reviewRound.findMany({
    where: { startedAt: { not: null }, endedAt: null },
    orderBy: { startsAt: 'asc' },
    select: { id: true },
  })
  await oneByOne(open, async ({ id }) => {
    while (await transaction((tx) => tellSome(tx, caller, id))) continue
  })
}

/** Resolves to whether there may be more to tell. */
async function tellSome(tx: Tx, caller: SystemCaller, roundId: string) {
  await holdRound(tx, roundId)
  const round = await readRound(tx, roundId)
  if (!takesAnswers(round)) return false
  await seeEndings(tx, round)
  return (await tellStart(tx, round)) === BATCH || (await remindDue(tx, caller, round)) === BATCH
}

/** Seats that came later, of somebody who was told of the first ones, bring no second mail. */
async function tellStart(tx: Tx, round: RoundRow) {
  const people = await waitingReviewers(tx, round, {
    mark: 'startToldAt',
    unmarkedSince: 'ever',
    askedOnly: true,
    most: BATCH,
  })
  const before = await toldBefore(tx, round)
  const toldAt = now()
  await markTold(tx, round, people, 'startToldAt', toldAt)
  const fresh = people.filter(({ principalId }) => !before.has(principalId))
  await queueMails(
    tx,
    fresh.map((person) => ({ template: 'review-started', ...letterOf(round, person, toldAt, {}) })),
  )
  return people.length
}

/** Who was told of an earlier stage of the round: one such mail is enough, and reminders tell of what is open in this one. */
async function toldBefore(tx: Tx, { id, stage }: RoundRow) {
  if (stage === 1) return new Set<string>()
  const told = await tx.reviewer.findMany({
    where: { startToldAt: { not: null }, panel: { roundId: id, stage: { lt: stage } } },
    distinct: ['principalId'],
    select: { principalId: true },
  })
  return new Set(told.map(({ principalId }) => principalId))
}

async function remindDue(tx: Tx, caller: SystemCaller, round: RoundRow) {
  const due = round.settings.remind ? dueReminder(round) : null
  if (!due) return 0
  // Who was told what waits for them only after the reminder came due has had it just now.
  const which = { mark: due.mark, unmarkedSince: 'ever', startedBefore: due.at, most: BATCH } as const
  return remindOpen(tx, caller, round, which)
}

/** The reminder whose time has come, the later one where both have. */
export function dueReminder(
  { startedAt, stage, stageEndsAt }: Pick<RoundRow, 'startedAt' | 'stage' | 'stageEndsAt'>,
  at = now(),
) {
  const begin = stage === 1 ? startedAt! : stageEndsAt[stage - 2]!
  const end = stageEndOf({ stage, stageEndsAt })
  // A calendar day may have 23 hours.
  const days = Math.round((end.getTime() - begin.getTime()) / DAY)
  const last = after(end, -DAY)
  const half = after(begin, (end.getTime() - begin.getTime()) / 2)
  if (days >= LAST_WORTH && isOver(last, at)) return { mark: 'lastToldAt' as const, at: last }
  return days >= HALF_WORTH && isOver(half, at) ? { mark: 'halfToldAt' as const, at: half } : null
}
