import { authorize } from '../../access/authorize'
import { after, isOver, now } from '../../clock'
import { db } from '../../db/client'
import { type Tx, transaction } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { endStage } from './end-stage'
import { seeEndings } from '../rounds/ended-before'
import { holdRound } from '../rounds/hold-round'
import { oneByOne } from '../rounds/one-by-one'
import { readRound, type RoundRow } from '../rounds/round-row'
import { stageEndOf } from '../rounds/round-status'
import { UNDO_TAKEN } from '../../undo'

/**
 * Sees what has ended meanwhile and is not waited for, then ends each stage whose time is up, or in which everything is
 * answered where that is enough. After a downtime several may be over: they end one after another. Bears a crash anywhere, and being run by many at once.
 */
export async function closeStages(caller: SystemCaller) {
  authorize(caller, 'review-round.run')
  const open = await db().reviewRound.findMany({
    where: { startedAt: { not: null }, endedAt: null },
    orderBy: { startsAt: 'asc' },
    select: { id: true },
  })
  await oneByOne(open, async ({ id }) => {
    while (await transaction((tx) => closeStage(tx, caller, id))) continue
  })
}

/** Resolves to whether to look at the round once more. */
async function closeStage(tx: Tx, caller: SystemCaller, roundId: string) {
  await holdRound(tx, roundId)
  const round = await readRound(tx, roundId)
  if (round.endedAt) return false
  await seeEndings(tx, round)
  const answered = await isAnswered(tx, round)
  const due = isOver(stageEndOf(round)) || (answered && round.settings.endWhenAnswered && (await hasRested(tx, round)))
  if (!due) return false
  return (await endStage(tx, caller, round, answered ? 'everything was answered' : 'its time was up')) !== 'ended'
}

async function isAnswered(tx: Tx, { id, stage }: RoundRow) {
  const waiting = await tx.reviewPanel.findFirst({
    where: { roundId: id, stage, answeredCount: { lt: tx.reviewPanel.fields.itemCount } },
    select: { id: true },
  })
  return waiting === null
}

/** Whether the last answer can be undone no longer: a stage does not end because of it before. */
async function hasRested(tx: Tx, { id }: RoundRow) {
  const { _max } = await tx.reviewDecision.aggregate({ where: { roundId: id }, _max: { at: true } })
  return !_max.at || isOver(after(_max.at, UNDO_TAKEN), now())
}
