// In SQL: conditions that larger statements take up, each the same rule as one of outcome.ts.

import { of } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import type { ReviewOutcome, ReviewSettings } from './settings'

/** Matches a review item under an alias whose access goes at the end, as `willRemove` says. */
export const removedIn = (alias: string, ifUnanswered: ReviewSettings['ifUnanswered']) =>
  Prisma.sql`coalesce(${of(alias)}outcome, CASE ${ifUnanswered} WHEN 'remove' THEN 'deny' WHEN 'recommendation' THEN ${of(alias)}recommendation END, 'approve') = 'deny'`

/** Matches a review item under an alias that a stage hands to the next one, as `movesOn` says; said so that the planner can guess how many there are. */
export function movedOnIn(alias: string, stage: { movesOn: readonly ReviewOutcome[] }) {
  const answers = stage.movesOn.filter((outcome) => outcome !== 'not_reviewed')
  const unanswered = stage.movesOn.includes('not_reviewed')
  return Prisma.sql`(${of(alias)}outcome = ANY(${answers}::"ReviewAnswer"[]) OR ${unanswered} AND ${of(alias)}outcome IS NULL)`
}
