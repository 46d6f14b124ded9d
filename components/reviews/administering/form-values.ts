import type { ReviewFormValues } from '@/lib/reviews/setting-up/review-form'

export type Values = Partial<ReviewFormValues>
export type StageNumber = 1 | 2 | 3

export const reviewerOptions = [
  { value: 'sharers', label: 'Sharers', hint: 'Whoever shared each resource.' },
  { value: 'sponsors', label: 'Sponsors', hint: 'Who answers for each guest.' },
  { value: 'members', label: 'Chosen members', hint: 'Anyone of those you name.' },
  { value: 'guests', label: 'Guests themselves', hint: '“Do you still need this?”' },
]

export const frequencyOptions = [
  { value: 'once', label: 'Once' },
  { value: 'weekly', label: 'Weekly' },
  { value: 'monthly', label: 'Monthly' },
  { value: 'quarterly', label: 'Quarterly' },
  { value: 'half-yearly', label: 'Half-yearly' },
  { value: 'yearly', label: 'Yearly' },
]

export const unansweredOptions = [
  { value: 'keep', label: 'No change' },
  { value: 'remove', label: 'Remove access' },
  { value: 'approve', label: 'Approve access' },
  { value: 'recommendation', label: 'Take recommendations' },
]
