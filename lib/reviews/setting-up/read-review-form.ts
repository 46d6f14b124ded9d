import { z } from 'zod'
import { DAY, after, now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { Invalid } from '../../errors'
import { type Faults, type Read, readFields } from '../../forms/read-fields'
import { refuse } from '../../forms/refuse'
import { wholeNumber, wholeNumberOrNone } from '../../forms/whole-number'
import { instantOf, zonedTime } from '../../wall-clock'
import { LONGEST, type ReviewOutcome, type ReviewSettings, type ReviewStage, tooLong } from '../rounds/settings'
import { domainsField, guestsField, membersField, resourcesField } from './chosen-fields'
import type { ReviewForm } from './review-form'

type Reads = Pick<Tx, 'principal' | 'resource'>

/** What the review was until now: its first day may stay, though it is over, and whom and what it names, though they are gone. */
type Before = Pick<ReviewSettings, 'startsOn' | 'startsAt' | 'scope' | 'stages' | 'toldIds'>

/**
 * Makes settings of the form. Throws `Invalid` with a sentence for each field that needs another look. A first day
 * that is today begins this minute, a later one at midnight, by clocks in the organization's zone.
 */
export async function readReviewForm(
  tx: Reads,
  form: ReviewForm,
  timeZone: string,
  before?: Before,
): Promise<ReviewSettings> {
  const { read, faults } = await readFields(form, fieldsOf(tx, form, timeZone, before))
  const wrong = { ...judge(form, read), ...faults }
  if (Object.keys(wrong).length > 0) throw new Invalid('review.invalid', wrong)
  return settingsOf(form, read)
}

/** What is more than a choice or a tick, each with its schema where the form asks for it. */
function fieldsOf(tx: Reads, form: ReviewForm, timeZone: string, before?: Before) {
  const { scope, stages = [], toldIds } = before ?? {}
  const members = (at: Place) =>
    isAsked(form, at) && form[`reviewers${at}`] === 'members' && membersField(tx, { kept: stages[at - 1]?.memberIds })
  const fallback = (at: Place) => isAsked(form, at) && membersField(tx, { kept: stages[at - 1]?.fallbackIds })
  const days = (at: Place) => isAsked(form, at) && daysField
  return {
    guests: form.who === 'chosen' && guestsField(tx, scope?.guestIds ?? []),
    domains: domainsField,
    sponsors: membersField(tx, { leaving: true, kept: scope?.sponsorIds }),
    resources: form.which === 'chosen' && resourcesField(tx, scope?.resourceIds ?? []),
    inactiveDays: wholeNumberOrNone(1, 730, 'For how many days inactive? Enter a whole number from 1 to 730.'),
    members1: members(1),
    members2: members(2),
    members3: members(3),
    fallback1: fallback(1),
    fallback2: fallback(2),
    fallback3: fallback(3),
    days1: days(1),
    days2: days(2),
    days3: days(3),
    startsOn: firstDay(timeZone, before),
    endsOn: form.ends === 'date' && lastDay,
    rounds:
      form.ends === 'rounds' && wholeNumber(1, 1000, 'After how many rounds? Enter a whole number from 1 to 1,000.'),
    lookBackDays:
      (form.recommendations || form.lookBackDays.trim() !== '') &&
      wholeNumber(1, 730, 'How many days back? Enter a whole number from 1 to 730.'),
    told: membersField(tx, { kept: toldIds }),
  }
}

type FieldsRead = Read<ReturnType<typeof fieldsOf>>

type Place = 1 | 2 | 3

const isAsked = ({ stage2, stage3 }: ReviewForm, at: Place) => at === 1 || (stage2 && (at === 2 || stage3))

const placesOf = (form: ReviewForm) => ([1, 2, 3] as const).filter((at) => isAsked(form, at))

const daysField = wholeNumber(1, 365, 'How many days do they have? Enter a whole number from 1 to 365.')

const lastDay = z
  .string()
  .trim()
  .refine((typed) => isDay(typed), 'Choose the last day on which a round may begin.')

/** The first day and the time of day on it. */
const firstDay = (timeZone: string, before?: Before) =>
  z
    .string()
    .trim()
    .transform((typed, context) => {
      const [today, minute] = clocks(timeZone)
      if (before && typed === before.startsOn) return { startsOn: before.startsOn, startsAt: before.startsAt }
      const startsOn = typed || today
      if (!isDay(startsOn)) return refuse(context, 'Choose the day on which the first round begins.')
      if (startsOn < today) return refuse(context, 'This day is over. Choose today or a day to come.')
      if (startsOn > after(now(), FURTHEST).toISOString().slice(0, 10))
        return refuse(context, 'Choose a day within ten years.')
      return { startsOn, startsAt: startsOn === today ? minute : '00:00' }
    })

const FURTHEST = 3650 * DAY

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && instantOf(text, 'UTC')?.toISOString().slice(0, 10) === text

/** What fields say together, as far as each can be read. */
function judge(form: ReviewForm, read: FieldsRead): Faults {
  const wrong: Faults = {}
  if (read.guests?.length === 0) wrong.guests = 'Name the guests, or choose every guest.'
  if (read.resources?.length === 0) wrong.resources = 'Name the resources, or choose all of them.'
  if (form.stage3 && !form.stage2) wrong.stage3 = 'Add the second stage first.'
  const places = placesOf(form)
  for (const at of places) Object.assign(wrong, judgeStage(form, read, { at, last: places.length }))
  const days = places.reduce((sum, at) => sum + (read[`days${at}`] ?? NaN), 0)
  if (days > LONGEST[form.frequency]) wrong.days1 = tooLong(form.frequency, places.length)
  if (read.endsOn !== undefined && read.endsOn < (read.startsOn?.startsOn ?? form.startsOn.trim()))
    wrong.endsOn = 'This is before the first round. Choose a day after it, or no end.'
  if (form.ifUnanswered === 'recommendation' && !form.recommendations)
    wrong.ifUnanswered = 'There are no recommendations to take: turn them on, or choose something else.'
  return wrong
}

function judgeStage(form: ReviewForm, read: FieldsRead, { at, last }: { at: Place; last: number }): Faults {
  const reviewers = form[`reviewers${at}`]
  const wrong: Faults = {}
  if (read[`members${at}`]?.length === 0) wrong[`members${at}`] = 'Nobody would be asked. Name at least one member.'
  if (reviewers === 'sharers' && form.subject === 'guest')
    wrong[`reviewers${at}`] = 'A guest is not shared by anyone: choose sponsors, members or the guests themselves.'
  if (at < last && movesOn(form, at).length === 0)
    wrong[`approve${at}`] = 'Nothing would reach the next stage. Tick at least one.'
  const needsSecond = form.secondReviewer && (at === 1 || reviewers === 'sharers' || reviewers === 'sponsors')
  if (needsSecond && read[`fallback${at}`]?.length === 0)
    wrong[`fallback${at}`] = 'A second reviewer is one of the fallback reviewers: name at least one here.'
  return wrong
}

const outcomes: ReviewOutcome[] = ['approve', 'deny', 'dont_know', 'not_reviewed']

const movesOn = (form: ReviewForm, at: Place) => (at === 3 ? [] : outcomes.filter((outcome) => form[`${outcome}${at}`]))

const stageOf = (form: ReviewForm, read: FieldsRead, at: Place): ReviewStage => ({
  reviewers: form[`reviewers${at}`],
  memberIds: read[`members${at}`] ?? [],
  fallbackIds: read[`fallback${at}`] ?? [],
  days: read[`days${at}`]!,
  movesOn: movesOn(form, at),
})

/** The settings, once every field that the form asks for can be read. */
const settingsOf = (form: ReviewForm, read: FieldsRead): ReviewSettings => ({
  subject: form.subject,
  scope: {
    guestIds: read.guests ?? null,
    domains: read.domains!.toSorted(),
    sponsorIds: read.sponsors!,
    resourceIds: read.resources ?? null,
    inactiveDays: read.inactiveDays ?? null,
  },
  stages: placesOf(form).map((at) => stageOf(form, read, at)),
  frequency: form.frequency,
  ...read.startsOn!,
  endsOn: read.endsOn ?? null,
  rounds: read.rounds ?? null,
  justify: { approve: form.justifyApprove, deny: form.justifyDeny },
  recommendations: form.recommendations,
  lookBackDays: read.lookBackDays ?? 30,
  ifUnanswered: form.ifUnanswered,
  autoApply: form.autoApply,
  endWhenAnswered: form.endWhenAnswered,
  secondReviewer: form.secondReviewer,
  remind: form.remind,
  message: form.message.replace(/\r\n?/g, '\n').trim() || null,
  toldIds: read.told!,
})

/** Reads the day and the minute that clocks in a zone show now. */
export function clocks(timeZone: string): [day: string, minute: string] {
  const zoned = zonedTime(now(), timeZone)
  return [zoned.toPlainDate().toString(), zoned.toPlainTime().toString({ smallestUnit: 'minute' })]
}
