import type { Tx } from '../../db/transaction'
import { type ReviewSettings, settingsOf } from './settings'

const selection = {
  id: true,
  reviewId: true,
  number: true,
  settings: true,
  startsAt: true,
  startedAt: true,
  endingsSeenAt: true,
  stage: true,
  stageEndsAt: true,
  endedAt: true,
  applyingAt: true,
  appliedThrough: true,
  appliedAt: true,
  itemCount: true,
  removedCount: true,
  failedCount: true,
  review: { select: { name: true, createdBy: { select: { id: true, name: true, address: true } } } },
} as const

/** A round as it stands in this transaction, with its settings read. Take its lock first (hold-round.ts). */
export async function readRound(tx: Tx, roundId: string) {
  const round = await tx.reviewRound.findUniqueOrThrow({ where: { id: roundId }, select: selection })
  return { ...round, settings: settingsOf(round) }
}

export type RoundRow = Awaited<ReturnType<typeof readRound>>

/** What every event about a round says of it. */
export const nameOf = ({ review, reviewId, id, number }: Pick<RoundRow, 'review' | 'reviewId' | 'id' | 'number'>) => ({
  review: review.name,
  reviewId,
  roundId: id,
  number,
})

/** The stage that is being answered, as it was set up. */
export const stageOf = ({ settings, stage }: { settings: ReviewSettings; stage: number }) => settings.stages[stage - 1]!
