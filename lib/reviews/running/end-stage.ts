import { recordAuditEvent } from '../../audit/record-audit-event'
import { isOver, now } from '../../clock'
import type { Tx } from '../../db/transaction'
import type { Caller } from '../../principal'
import { endRound } from './end-round'
import { findOneToAsk } from './end-stage.sql'
import { moveOn } from './move-on'
import { nameOf, type RoundRow, stageOf } from '../rounds/round-row'
import { stageEndOf } from '../rounds/round-status'
import { seatReviewers } from '../starting/seat-panels.sql'
import { standingOf } from '../starting/standing'

/**
 * Ends the stage that is being answered: what it hands on goes to the next stage, and where there is none, or nothing
 * is handed on, the round ends. Of very many items it moves some and wants to be called again: then it resolves to
 * 'more', and no answer is taken meanwhile. The caller holds the round (hold-round.ts).
 */
export async function endStage(
  tx: Tx,
  caller: Caller,
  round: RoundRow,
  cause: string,
): Promise<'more' | 'moved-on' | 'ended'> {
  await closeAnswers(tx, round)
  const stage = round.stage + 1
  if (stage <= round.settings.stages.length && (await asksMore(tx, round))) {
    const standing = await standingOf(tx, stageOf({ ...round, stage }))
    if (await moveOn(tx, round, standing)) return 'more'
    const items = await tx.reviewItem.count({ where: { roundId: round.id, stage } })
    await tx.reviewRound.update({ where: { id: round.id }, data: { stage } })
    await seatReviewers(tx, round.id, stage, standing)
    await recordAuditEvent(tx, caller, 'review-round.moved-on', { detail: { ...nameOf(round), stage, items } })
    return 'moved-on'
  }
  await endRound(tx, caller, round, cause)
  return 'ended'
}

/** Whether anything is handed on, or has been before a crash, that somebody has to answer: what has ended goes along, and asks nobody. */
async function asksMore(tx: Tx, round: RoundRow) {
  const waiting = await findOneToAsk(tx, round)
  return waiting.length > 0
}

/** Ends a stage now that would end later; one that a clock has begun ahead of time keeps its end. The stages after it keep theirs. */
async function closeAnswers(tx: Tx, { id, stage, startsAt, stageEndsAt }: RoundRow) {
  const at = now()
  if (isOver(stageEndOf({ stage, stageEndsAt }), at) || !isOver(startsAt, at)) return
  await tx.reviewRound.update({
    where: { id },
    data: { stageEndsAt: stageEndsAt.map((end, n) => (n === stage - 1 ? at : end)) },
  })
}
