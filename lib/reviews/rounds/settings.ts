import { z } from 'zod'

/** What a reviewer says of an item. */
export const ReviewAnswer = z.enum(['approve', 'deny', 'dont_know'])
export type ReviewAnswer = z.output<typeof ReviewAnswer>

/** An answer, or none: what a stage can hand to the next. */
export type ReviewOutcome = ReviewAnswer | 'not_reviewed'

export const frequencies = ['once', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly'] as const
export type Frequency = (typeof frequencies)[number]

/** Days that a round may last at most, so that it never overlaps the next (a month may have 28). */
export const LONGEST: Record<Frequency, number> = {
  once: 365,
  weekly: 7,
  monthly: 27,
  quarterly: 88,
  'half-yearly': 180,
  yearly: 364,
}

/** Why a round can't take more days than that. */
export function tooLong(frequency: Frequency, stages: number) {
  const together = stages > 1 ? ', all stages together' : ''
  if (frequency === 'once') return `A round can take ${LONGEST.once} days at most${together}.`
  return `A ${frequency} round can take ${LONGEST[frequency]} days at most${together}, so that it ends before the next begins.`
}

/** How long a round may be for each frequency: days, and what is said of more in one stage and in several. */
export type Longest = Record<Frequency, { days: number; inOne: string; inSeveral: string }>

export const longest = Object.fromEntries(
  frequencies.map((one) => [one, { days: LONGEST[one], inOne: tooLong(one, 1), inSeveral: tooLong(one, 2) }]),
) as Longest

const reviewerKinds = ['sharers', 'sponsors', 'members', 'guests'] as const

const ids = z.array(z.uuid()).max(1000)
const day = z.iso.date()

const Stage = z.object({
  /** Who shared each resource, who answers for the guest, the chosen members, or the guests themselves. */
  reviewers: z.enum(reviewerKinds),
  memberIds: ids,
  /** Who answers where nobody is left, and who is the second reviewer. */
  fallbackIds: ids,
  days: z.int().min(1).max(365),
  /** What of this stage the next one is asked about. Of the last stage it means nothing. */
  movesOn: z.array(z.enum(['approve', 'deny', 'dont_know', 'not_reviewed'])),
})

/** Everything an administrator sets up, as it is kept and frozen into each round. */
export const ReviewSettings = z.object({
  /** Asked for each grant, or for each guest: should this guest stay at all? */
  subject: z.enum(['grant', 'guest']),
  scope: z.object({
    /** Null: every guest. */
    guestIds: ids.nullable(),
    /** Only guests at these mail domains. Empty: at any. */
    domains: z.array(z.string()),
    /** Only guests these members answer for. Empty: anybody's. */
    sponsorIds: ids,
    /** Null: every resource. */
    resourceIds: ids.nullable(),
    /** Only guests who opened nothing for so many days; who never did counts from the invitation. Null: all. */
    inactiveDays: z.int().min(1).max(730).nullable(),
  }),
  stages: z.array(Stage).min(1).max(3),
  frequency: z.enum(frequencies),
  /** The first round's day and time of day, as clocks in the organization's zone show them. */
  startsOn: day,
  startsAt: z.string().regex(/^\d\d:\d\d$/),
  /** After the last round that begins on or before this day; null: not so. */
  endsOn: day.nullable(),
  /** After so many rounds; null: not so. */
  rounds: z.int().min(1).max(1000).nullable(),
  justify: z.object({ approve: z.boolean(), deny: z.boolean() }),
  recommendations: z.boolean(),
  /** Days without an opening that count as not used. */
  lookBackDays: z.int().min(1).max(730),
  ifUnanswered: z.enum(['keep', 'remove', 'approve', 'recommendation']),
  /** Applied at the end by itself, or when an administrator says so. */
  autoApply: z.boolean(),
  endWhenAnswered: z.boolean(),
  /** Where the reviewer is who shared it, a fallback reviewer has to agree. */
  secondReviewer: z.boolean(),
  remind: z.boolean(),
  /** Plain text, in the mail and on the page. */
  message: z.string().max(2000).nullable(),
  /** Members who are told of the outcome, besides who set it up. */
  toldIds: ids,
})
export type ReviewSettings = z.output<typeof ReviewSettings>
export type ReviewStage = ReviewSettings['stages'][number]

/** The settings in a row's document. */
export const settingsOf = (row: { settings: unknown }): ReviewSettings => ReviewSettings.parse(row.settings)
