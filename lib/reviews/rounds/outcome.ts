import { Prisma } from '../../db/generated/client'
import type { ReviewAnswer, ReviewOutcome, ReviewSettings } from './settings'

type IfUnanswered = ReviewSettings['ifUnanswered']
type Judged = { outcome: ReviewAnswer | null; recommendation: ReviewAnswer | null }

/** Whether access goes at the end: what was denied, and what nobody reviewed where the round says so. */
export function willRemove({ outcome, recommendation }: Judged, ifUnanswered: IfUnanswered): boolean {
  if (outcome !== null) return outcome === 'deny'
  return ifUnanswered === 'remove' || (ifUnanswered === 'recommendation' && recommendation === 'deny')
}

/** The same rule in SQL, of a review item `i`. */
export const removed = (ifUnanswered: IfUnanswered) =>
  Prisma.sql`coalesce(i.outcome, CASE ${ifUnanswered} WHEN 'remove' THEN 'deny' WHEN 'recommendation' THEN i.recommendation END, 'approve') = 'deny'`

/** Whether a stage hands an item to the next one. */
export const movesOn = (outcome: ReviewAnswer | null, stage: { movesOn: readonly ReviewOutcome[] }) =>
  stage.movesOn.includes(outcome ?? 'not_reviewed')

/** The same rule in SQL, of a review item `i`; said so that the planner can guess how many there are. */
export function movedOn(stage: { movesOn: readonly ReviewOutcome[] }) {
  const answers = stage.movesOn.filter((outcome) => outcome !== 'not_reviewed')
  const unanswered = stage.movesOn.includes('not_reviewed')
  return Prisma.sql`(i.outcome = ANY(${answers}::"ReviewAnswer"[]) OR ${unanswered} AND i.outcome IS NULL)`
}

const strictness: readonly ReviewAnswer[] = ['approve', 'dont_know', 'deny']

/** What stands of a first and a second answer: the stricter, and nothing while one is missing. */
export function stricter(first: ReviewAnswer | null, second: ReviewAnswer | null): ReviewAnswer | null {
  return first && second && (strictness.indexOf(first) > strictness.indexOf(second) ? first : second)
}
