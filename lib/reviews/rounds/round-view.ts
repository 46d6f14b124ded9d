import { now } from '../../clock'
import { paceOf } from './pace'
import { type RoundTimes, roundStatus, stageEndOf } from './round-status'

type Counters = {
  itemCount: number
  approvedCount: number
  deniedCount: number
  dontKnowCount: number
  endedCount: number
  removedCount: number
  failedCount: number
}
type Row = RoundTimes & Counters & { id: string; number: number }

/** A round as lists and pages show it, out of its own counters alone. */
export function roundView(round: Row, at = now()) {
  const {
    id,
    number,
    startsAt,
    startedAt,
    endedAt,
    appliedAt,
    stage,
    stageEndsAt,
    itemCount,
    approvedCount,
    deniedCount,
    dontKnowCount,
    endedCount,
    removedCount,
    failedCount,
  } = round
  const answered = approvedCount + deniedCount + dontKnowCount
  return {
    id,
    number,
    startsAt,
    startedAt,
    endedAt,
    appliedAt,
    stage,
    stages: stageEndsAt.length,
    stageEndsAt: stageEndOf(round),
    endsAt: stageEndsAt.at(-1)!,
    status: roundStatus(round, at),
    pace: paceOf({ ...round, answered: answered + endedCount }, at),
    items: itemCount,
    answered,
    approved: approvedCount,
    denied: deniedCount,
    dontKnow: dontKnowCount,
    ended: endedCount,
    notReviewed: itemCount - answered - endedCount,
    removed: removedCount,
    failed: failedCount,
  }
}

export type RoundView = ReturnType<typeof roundView>
