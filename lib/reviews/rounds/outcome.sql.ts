// In SQL: conditions that larger statements take up, each the same rule as one of outcome.ts.

import { Prisma } from '../../db/generated/client'
import type { ReviewOutcome, ReviewSettings } from './settings'

/** Matches a review item `i` whose access goes at the end, as `willRemove` says. */
export const removed = (ifUnanswered: ReviewSettings['ifUnanswered']) =>
  Prisma.sql`coalesce(i.outcome, CASE ${ifUnanswered} WHEN 'remove' THEN 'deny' WHEN 'recommendation' THEN i.recommendation END, 'approve') = 'deny'`

/** Matches a review item `i` that a stage hands to the next one, as `movesOn` says; said so that the planner can guess how many there are. */
export function movedOn(stage: { movesOn: readonly ReviewOutcome[] }) {
  const answers = stage.movesOn.filter((outcome) => outcome !== 'not_reviewed')
  const unanswered = stage.movesOn.includes('not_reviewed')
  return Prisma.sql`(i.outcome = ANY(${answers}::"ReviewAnswer"[]) OR ${unanswered} AND i.outcome IS NULL)`
}
