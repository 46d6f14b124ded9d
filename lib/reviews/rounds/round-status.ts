import { isOver, now } from '../../clock'

/**
 * Not started, starting (items are being frozen), in progress, completed (answers are closed, nothing applied yet),
 * completing (being applied), applied. After Microsoft Graph's accessReviewInstance.
 */
export type RoundStatus = 'not-started' | 'starting' | 'in-progress' | 'completed' | 'completing' | 'applied'

export type RoundTimes = {
  startsAt: Date
  startedAt: Date | null
  endedAt: Date | null
  applyingAt: Date | null
  appliedAt: Date | null
  stage: number
  stageEndsAt: readonly Date[]
}

/** What a round is at a moment: worked out from its times, never stored. */
export function roundStatus(
  { startsAt, startedAt, endedAt, applyingAt, appliedAt }: RoundTimes,
  at = now(),
): RoundStatus {
  if (appliedAt) return 'applied'
  if (applyingAt) return 'completing'
  if (endedAt) return 'completed'
  if (startedAt) return 'in-progress'
  return isOver(startsAt, at) ? 'starting' : 'not-started'
}

/** When the stage that is being answered ends. */
export const stageEndOf = ({ stage, stageEndsAt }: Pick<RoundTimes, 'stage' | 'stageEndsAt'>) => stageEndsAt[stage - 1]!

/** Whether answers are taken at a moment: a deadline counts from its very millisecond, whether or not anything has closed the stage yet. */
export const takesAnswers = (round: RoundTimes, at = now()) =>
  round.startedAt !== null && round.endedAt === null && !isOver(stageEndOf(round), at)
