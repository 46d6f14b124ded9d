import type { ReviewFormValues } from './review-form'

const common = {
  subject: 'grant',
  who: 'every',
  which: 'all',
  reviewers1: 'sharers',
  days1: '14',
  recommendations: 'on',
  lookBackDays: '30',
  ifUnanswered: 'keep',
  autoApply: 'on',
  remind: 'on',
  frequency: 'once',
  ends: 'never',
  reviewers2: 'sponsors',
  days2: '7',
  approve1: 'on',
  deny1: 'on',
  dont_know1: 'on',
  not_reviewed1: 'on',
  reviewers3: 'members',
  days3: '7',
  approve2: 'on',
  deny2: 'on',
  dont_know2: 'on',
  not_reviewed2: 'on',
} satisfies Partial<ReviewFormValues>

export type ReviewTemplate = { key: string; title: string; words: string; values: Partial<ReviewFormValues> }

/** The three that most organizations begin with. */
export const reviewTemplates: readonly ReviewTemplate[] = [
  {
    key: 'quarterly',
    title: 'All guests every quarter',
    words: 'Whoever shared something says every three months who still needs it. What nobody answers stays.',
    values: { ...common, name: 'All guests every quarter', frequency: 'quarterly' },
  },
  {
    key: 'inactive',
    title: 'Inactive guests, remove',
    words: 'Guests who opened nothing for 90 days lose what nobody speaks up for.',
    values: {
      ...common,
      name: 'Inactive guests',
      inactiveDays: '90',
      frequency: 'monthly',
      ifUnanswered: 'remove',
      lookBackDays: '90',
    },
  },
  {
    key: 'yearly',
    title: 'Guests confirm themselves yearly',
    words: 'Each guest is asked once a year whether they still need what is shared with them.',
    values: {
      ...common,
      name: 'Guests confirm yearly',
      frequency: 'yearly',
      reviewers1: 'guests',
      days1: '30',
      ifUnanswered: 'remove',
    },
  },
]

/** What the form begins with where no template was chosen. */
export const blankReview: Partial<ReviewFormValues> = { ...common, name: '' }
