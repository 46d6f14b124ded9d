import { DAY, after, now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { Invalid } from '../../errors'
import { instantOf, zonedTime } from '../../wall-clock'
import { readGuests, readMailDomains, readMembers, readResources } from './read-chosen'
import type { ReviewForm } from './review-form'
import { LONGEST, type ReviewOutcome, type ReviewSettings, type ReviewStage, tooLong } from '../rounds/settings'

type Reads = Pick<Tx, 'principal' | 'resource'>
type Fields = Record<string, string>

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
  const wrong: Fields = {}
  const take = async <T>(read: () => T | Promise<T>, otherwise: T) => {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      Object.assign(wrong, error.fields)
      return otherwise
    }
  }
  const number = (field: keyof ReviewForm, from: number, to: number, what: string) => {
    const typed = String(form[field]).trim()
    const read = /^\d{1,5}$/.test(typed) ? Number(typed) : NaN
    if (read >= from && read <= to) return read
    wrong[field] = `${what} Enter a whole number from ${from} to ${to.toLocaleString('en-US')}.`
    return from
  }

  const guestIds =
    form.who === 'chosen'
      ? await take(() => readGuests(tx, form.guests, 'guests', before?.scope.guestIds ?? []), [])
      : null
  if (guestIds?.length === 0) wrong.guests ??= 'Name the guests, or choose every guest.'
  const resourceIds =
    form.which === 'chosen'
      ? await take(() => readResources(tx, form.resources, 'resources', before?.scope.resourceIds ?? []), [])
      : null
  if (resourceIds?.length === 0) wrong.resources ??= 'Name the resources, or choose all of them.'
  const inactiveDays = form.inactiveDays.trim() ? number('inactiveDays', 1, 730, 'For how many days inactive?') : null

  const stage = async (at: 1 | 2 | 3): Promise<ReviewStage> => ({
    reviewers: form[`reviewers${at}`],
    memberIds:
      form[`reviewers${at}`] === 'members'
        ? await take(
            () => readMembers(tx, form[`members${at}`], `members${at}`, { kept: before?.stages[at - 1]?.memberIds }),
            [],
          )
        : [],
    fallbackIds: await take(
      () => readMembers(tx, form[`fallback${at}`], `fallback${at}`, { kept: before?.stages[at - 1]?.fallbackIds }),
      [],
    ),
    days: number(`days${at}`, 1, 365, 'How many days do they have?'),
    movesOn: at === 3 ? [] : outcomes.filter((outcome) => form[`${outcome}${at}`]),
  })
  const stages = [await stage(1)]
  if (form.stage2) stages.push(await stage(2))
  if (form.stage2 && form.stage3) stages.push(await stage(3))
  Object.assign(wrong, { ...stagesProblems(form, stages, wrong), ...wrong })

  const { startsOn, startsAt } = startOf(form.startsOn.trim(), timeZone, wrong, before)
  const endsOn = form.ends === 'date' ? form.endsOn.trim() : null
  if (endsOn !== null && !isDay(endsOn)) wrong.endsOn = 'Choose the last day on which a round may begin.'
  else if (endsOn !== null && endsOn < startsOn)
    wrong.endsOn = 'This is before the first round. Choose a day after it, or no end.'
  const rounds = form.ends === 'rounds' ? number('rounds', 1, 1000, 'After how many rounds?') : null

  const settings: ReviewSettings = {
    subject: form.subject,
    scope: {
      guestIds,
      domains: await take(() => readMailDomains(form.domains, 'domains'), []),
      sponsorIds: await take(
        () => readMembers(tx, form.sponsors, 'sponsors', { leaving: true, kept: before?.scope.sponsorIds }),
        [],
      ),
      resourceIds,
      inactiveDays,
    },
    stages,
    frequency: form.frequency,
    startsOn,
    startsAt,
    endsOn,
    rounds,
    justify: { approve: form.justifyApprove, deny: form.justifyDeny },
    recommendations: form.recommendations,
    lookBackDays:
      form.recommendations || form.lookBackDays.trim() ? number('lookBackDays', 1, 730, 'How many days back?') : 30,
    ifUnanswered: form.ifUnanswered,
    autoApply: form.autoApply,
    endWhenAnswered: form.endWhenAnswered,
    secondReviewer: form.secondReviewer,
    remind: form.remind,
    message: form.message.replace(/\r\n?/g, '\n').trim() || null,
    toldIds: await take(() => readMembers(tx, form.told, 'told', { kept: before?.toldIds }), []),
  }
  if (form.ifUnanswered === 'recommendation' && !form.recommendations)
    wrong.ifUnanswered = 'There are no recommendations to take: turn them on, or choose something else.'
  if (form.secondReviewer)
    for (const [index, { reviewers, fallbackIds }] of stages.entries())
      if ((index === 0 || reviewers === 'sharers' || reviewers === 'sponsors') && fallbackIds.length === 0)
        wrong[`fallback${index + 1}`] ??= 'A second reviewer is one of the fallback reviewers: name at least one here.'
  if (Object.keys(wrong).length > 0) throw new Invalid('review.invalid', wrong)
  return settings
}

const outcomes: ReviewOutcome[] = ['approve', 'deny', 'dont_know', 'not_reviewed']

function stagesProblems(form: ReviewForm, stages: ReviewStage[], wrong: Fields) {
  const problems: Fields = {}
  if (form.stage3 && !form.stage2) problems.stage3 = 'Add the second stage first.'
  stages.forEach(({ reviewers, memberIds, movesOn }, index) => {
    const at = index + 1
    if (reviewers === 'members' && memberIds.length === 0)
      problems[`members${at}`] = 'Nobody would be asked. Name at least one member.'
    if (reviewers === 'sharers' && form.subject === 'guest')
      problems[`reviewers${at}`] = 'A guest is not shared by anyone: choose sponsors, members or the guests themselves.'
    if (at < stages.length && movesOn.length === 0)
      problems[`approve${at}`] = 'Nothing would reach the next stage. Tick at least one.'
  })
  const days = stages.reduce((sum, stage) => sum + stage.days, 0)
  if (days > LONGEST[form.frequency] && !stages.some((_, index) => wrong[`days${index + 1}`]))
    problems.days1 = tooLong(form.frequency, stages.length)
  return problems
}

/** The first day and the time of day on it. */
function startOf(typed: string, timeZone: string, wrong: Fields, before?: Before) {
  const [today, minute] = clocks(timeZone)
  if (before && typed === before.startsOn) return { startsOn: before.startsOn, startsAt: before.startsAt }
  const startsOn = typed || today
  if (!isDay(startsOn)) wrong.startsOn = 'Choose the day on which the first round begins.'
  else if (startsOn < today) wrong.startsOn = 'This day is over. Choose today or a day to come.'
  else if (startsOn > after(now(), FURTHEST).toISOString().slice(0, 10))
    wrong.startsOn = 'Choose a day within ten years.'
  return { startsOn, startsAt: startsOn === today ? minute : '00:00' }
}

const FURTHEST = 3650 * DAY

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && instantOf(text, 'UTC')?.toISOString().slice(0, 10) === text

/** Reads the day and the minute that clocks in a zone show now. */
export function clocks(timeZone: string): [day: string, minute: string] {
  const zoned = zonedTime(now(), timeZone)
  return [zoned.toPlainDate().toString(), zoned.toPlainTime().toString({ smallestUnit: 'minute' })]
}
