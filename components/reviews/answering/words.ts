import type { ReviewAnswer } from '@/lib/reviews/rounds/settings'

export const answerWords: Record<ReviewAnswer, string> = { approve: 'Approve', deny: 'Deny', dont_know: 'Don’t know' }

/** The same as what was done. */
export const answeredWords: Record<ReviewAnswer, string> = {
  approve: 'Approved',
  deny: 'Denied',
  dont_know: 'Don’t know',
}

/** "The one that has an answer already" */
export const answeredAlready = (count: number) =>
  count === 1
    ? 'the one that has an answer already'
    : `the ${count.toLocaleString('en-US')} that have an answer already`

export const itemCount = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'item' : 'items'}`
