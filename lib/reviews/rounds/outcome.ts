import type { ReviewAnswer, ReviewOutcome, ReviewSettings } from './settings'

type IfUnanswered = ReviewSettings['ifUnanswered']
type Judged = { outcome: ReviewAnswer | null; recommendation: ReviewAnswer | null }

/** Whether access goes at the end: what was denied, and what nobody reviewed where the round says so. */
export function willRemove({ outcome, recommendation }: Judged, ifUnanswered: IfUnanswered): boolean {
  if (outcome !== null) return outcome === 'deny'
  return ifUnanswered === 'remove' || (ifUnanswered === 'recommendation' && recommendation === 'deny')
}

/** Whether a stage hands an item to the next one. */
export const movesOn = (outcome: ReviewAnswer | null, stage: { movesOn: readonly ReviewOutcome[] }) =>
  stage.movesOn.includes(outcome ?? 'not_reviewed')

const strictness: readonly ReviewAnswer[] = ['approve', 'dont_know', 'deny']

/** What stands of a first and a second answer: the stricter, and nothing while one is missing. */
export function stricter(first: ReviewAnswer | null, second: ReviewAnswer | null): ReviewAnswer | null {
  return first && second && (strictness.indexOf(first) > strictness.indexOf(second) ? first : second)
}
