import type { Tx } from '../../db/transaction'
import { stricter } from '../rounds/outcome'
import type { ReviewAnswer, ReviewSettings } from '../rounds/settings'
import { findSaidBefore } from './standing-answer.sql'

type Answered = {
  answer: ReviewAnswer | null
  answeredById: string | null
  /** Another reviewer has to answer as well. */
  two: boolean
  otherAnswer: ReviewAnswer | null
  otherById: string | null
}

/** What a stage says of an item: where a second reviewer is asked, nothing until two different people have answered. */
export function standingAnswer({ answer, answeredById, two, otherAnswer, otherById }: Answered): ReviewAnswer | null {
  if (!two) return answer
  return answeredById !== otherById ? stricter(answer, otherAnswer) : null
}

/**
 * What stood of items before a stage, from their histories: what they fall back to when its answers are taken back.
 * Items of which nothing stood are left out.
 */
export async function earlierOutcomes(
  tx: Tx,
  { roundId, stage, settings, ids }: { roundId: string; stage: number; settings: ReviewSettings; ids: number[] },
) {
  const earlier = new Map<number, ReviewAnswer>()
  if (stage === 1 || ids.length === 0) return earlier
  for (const { itemId, first, second, paired } of await findSaidBefore(tx, { roundId, stage, ids })) {
    const alone = settings.secondReviewer && paired ? null : first
    const stood = stricter(first, second) ?? (second ? null : alone)
    if (stood) earlier.set(itemId, stood)
  }
  return earlier
}
