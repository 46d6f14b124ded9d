import { isOver, now } from '../../clock'
import { type RoundTimes, roundStatus, stageEndOf } from './round-status'

/** How a round does: on time, behind (less is answered than time has passed), or overdue (it waits for somebody). */
export type Pace = 'on-time' | 'behind' | 'overdue'

/** Null where there is nothing to be on time with: not begun, or applied. */
export function paceOf(round: RoundTimes & { itemCount: number; answered: number }, at = now()): Pace | null {
  const status = roundStatus(round, at)
  if (status === 'completed') return round.startedAt ? 'overdue' : null
  if (status !== 'in-progress') return null
  const end = stageEndOf(round)
  if (isOver(end, at)) return 'overdue'
  const start = round.stage > 1 ? round.stageEndsAt[round.stage - 2]! : round.startsAt
  const gone = (at.getTime() - start.getTime()) / Math.max(1, end.getTime() - start.getTime())
  // A little slack: nobody is behind in the first tenth of the time.
  return round.answered / Math.max(1, round.itemCount) + 0.1 >= gone || round.itemCount === 0 ? 'on-time' : 'behind'
}
