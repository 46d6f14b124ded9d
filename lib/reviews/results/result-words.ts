import type { ReviewAnswer } from '../settings'

/** What was done about an item once its round was applied; null before. */
export type Done = 'kept' | 'applied' | 'nothing_left' | 'failed' | null

export const answerInWords: Record<ReviewAnswer, string> = { approve: 'Approve', deny: 'Deny', dont_know: 'Don’t know' }

const doneWords: Record<NonNullable<Done>, string> = { kept: 'Kept', applied: 'Removed', nothing_left: 'Nothing left to remove', failed: 'Failed' }

/** What was done about an item. A guest as a whole, who has no resource, is blocked first and removed 30 days later. */
export const doneInWords = (done: Done, { resourceId }: { resourceId: string | null }) =>
  done && (done === 'applied' && resourceId === null ? 'Blocked, then removed' : doneWords[done])

/** An answer, or that there is none. */
export const outcomeInWords = (answer: ReviewAnswer | null) => (answer ? answerInWords[answer] : 'Not reviewed')

/** Kept items have no result of their own: they are kept as soon as the others are done. */
export const doneOf = ({ result }: { result: Exclude<Done, 'kept'> }, { appliedAt }: { appliedAt: Date | null }): Done => result ?? (appliedAt ? 'kept' : null)
