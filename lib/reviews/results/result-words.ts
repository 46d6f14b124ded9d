import type { ReviewAnswer } from '../rounds/settings'

/** What was done about an item once its round was applied; null before. */
export type Done = 'kept' | 'applied' | 'nothing_left' | 'failed' | 'ended_before' | null

export const answerInWords: Record<ReviewAnswer, string> = { approve: 'Approve', deny: 'Deny', dont_know: 'Don’t know' }

const doneWords: Record<NonNullable<Done>, string> = {
  kept: 'Kept',
  applied: 'Removed',
  nothing_left: 'Nothing left to remove',
  failed: 'Failed',
  ended_before: 'Ended before',
}

/** What was done about an item. A guest as a whole, who has no resource, is blocked first and removed 30 days later. */
export const doneInWords = (done: Done, { resourceId }: { resourceId: string | null }) =>
  done && (done === 'applied' && resourceId === null ? 'Blocked, then removed' : doneWords[done])

/** Why a result is what it is: who had ended it before, or what stood in the way. */
export const reasonInWords = ({ resultBy, resultReason }: { resultBy: string | null; resultReason: string | null }) =>
  [resultBy && `by ${resultBy}`, resultReason].filter(Boolean).join(': ') || null

/** An answer, or that there is none. */
export const outcomeInWords = (answer: ReviewAnswer | null) => (answer ? answerInWords[answer] : 'Not reviewed')

/** Kept items have no result of their own, unless they had ended before: they are kept as soon as the others are done. */
export const doneOf = (
  { result }: { result: Exclude<Done, 'kept'> },
  { appliedAt }: { appliedAt: Date | null },
): Done => result ?? (appliedAt ? 'kept' : null)
