import type { Tx } from '../../db/transaction'
import { displayName } from '../../principal'
import { absolute } from '../../words/dates'
import type { ReviewSettings, ReviewStage } from '../rounds/settings'

export type SettingLine = { label: string; words: string }

const NAMED = 4

/** A review's settings as short lines to read. */
export async function settingsInWords(
  tx: Pick<Tx, 'principal' | 'resource'>,
  settings: ReviewSettings,
): Promise<SettingLine[]> {
  const named = await namesOf(tx, settings)
  const lines: (SettingLine | false)[] = [
    {
      label: 'Asks',
      words:
        settings.subject === 'grant'
          ? 'For each grant, whether it should stay.'
          : 'For each guest, whether they should stay at all.',
    },
    { label: 'About', words: scopeInWords(settings, named) },
    ...settings.stages.map((stage, at) => ({
      label: settings.stages.length > 1 ? `Stage ${at + 1}` : 'Reviewers',
      words: stageInWords(stage, named, at < settings.stages.length - 1),
    })),
    { label: 'Repeats', words: repeatsInWords(settings) },
    { label: 'If nobody answers', words: ifUnansweredInWords[settings.ifUnanswered] },
    { label: 'Results', words: resultsInWords(settings) },
    {
      label: 'Recommendations',
      words: settings.recommendations ? `By what was opened within ${days(settings.lookBackDays)}.` : 'None.',
    },
    (settings.justify.approve || settings.justify.deny) && {
      label: 'Reasons',
      words: `Asked for ${settings.justify.approve && settings.justify.deny ? 'with every approval and denial' : settings.justify.approve ? 'with every approval' : 'with every denial'}.`,
    },
    settings.secondReviewer && {
      label: 'Second reviewer',
      words: 'A fallback reviewer has to agree where the reviewer is who shared it.',
    },
    {
      label: 'Mail',
      words: settings.remind
        ? 'At the start, half-way, and one day before the end to who has something open.'
        : 'At the start only.',
    },
    settings.toldIds.length > 0 && { label: 'Told of the outcome', words: named(settings.toldIds) },
    settings.message !== null && { label: 'Message', words: settings.message },
  ]
  return lines.filter((line): line is SettingLine => Boolean(line))
}

type Named = (ids: readonly string[]) => string

/** Some of the names behind ids, and how many more there are. */
async function namesOf(
  tx: Pick<Tx, 'principal' | 'resource'>,
  { scope, stages, toldIds }: ReviewSettings,
): Promise<Named> {
  const lists = [
    scope.guestIds ?? [],
    scope.sponsorIds,
    toldIds,
    ...stages.flatMap(({ memberIds, fallbackIds }) => [memberIds, fallbackIds]),
  ]
  const [people, resources] = await Promise.all([
    tx.principal.findMany({
      where: { id: { in: lists.flatMap((list) => list.slice(0, NAMED)) } },
      select: { id: true, name: true, address: true, kind: true },
    }),
    tx.resource.findMany({
      where: { id: { in: (scope.resourceIds ?? []).slice(0, NAMED) } },
      select: { id: true, title: true },
    }),
  ])
  const names = new Map<string, string>([
    ...people.map((person) => [person.id, person.kind === 'guest' ? person.address : displayName(person)] as const),
    ...resources.map(({ id, title }) => [id, `“${title}”`] as const),
  ])
  return (ids) => {
    const shown = ids.slice(0, NAMED).map((id) => names.get(id) ?? 'somebody who is gone')
    return listed(ids.length > NAMED ? [...shown, `${ids.length - NAMED} more`] : shown)
  }
}

const listed = (words: readonly string[]) => new Intl.ListFormat('en').format(words)
const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)

function scopeInWords({ scope }: ReviewSettings, named: Named) {
  const who = scope.guestIds ? named(scope.guestIds) : 'Every guest'
  const at =
    scope.domains.length > 0
      ? ` at ${listed(scope.domains.length > NAMED ? [...scope.domains.slice(0, NAMED), `${scope.domains.length - NAMED} more`] : scope.domains)}`
      : ''
  const of =
    scope.sponsorIds.length > 0 ? ` whose sponsor is ${named(scope.sponsorIds).replace(/ and (?=[^,]*$)/, ' or ')}` : ''
  const inactive = scope.inactiveDays ? ` who opened nothing for ${days(scope.inactiveDays)}` : ''
  const what = scope.resourceIds ? `, on ${named(scope.resourceIds)}` : ', on every resource'
  return `${who}${at}${of}${inactive}${what}.`
}

const kinds = {
  sharers: 'Whoever shared each resource',
  sponsors: 'The guest’s sponsor',
  guests: 'The guests themselves',
}
const outcomes = {
  approve: 'approved',
  deny: 'denied',
  dont_know: 'answered “Don’t know”',
  not_reviewed: 'not reviewed',
}

function stageInWords(
  { reviewers, memberIds, fallbackIds, days: length, movesOn }: ReviewStage,
  named: Named,
  more: boolean,
) {
  const who = reviewers === 'members' ? named(memberIds) : kinds[reviewers]
  const fallback = fallbackIds.length > 0 ? ` Where nobody is left: ${named(fallbackIds)}.` : ''
  const next = more ? ` What was ${listed(movesOn.map((outcome) => outcomes[outcome]))} moves on.` : ''
  return `${who}, within ${days(length)}.${fallback}${next}`
}

export const frequencyInWords = {
  once: 'Once',
  weekly: 'Weekly',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  'half-yearly': 'Half-yearly',
  yearly: 'Yearly',
}

const onDay = (day: string) => absolute(new Date(`${day}T12:00Z`), 'UTC').replace(/,.*/, '')

function repeatsInWords({ frequency, startsOn, endsOn, rounds }: ReviewSettings) {
  const first = `${frequencyInWords[frequency]}, ${frequency === 'once' ? 'on' : 'from'} ${onDay(startsOn)}`
  if (frequency === 'once') return `${first}.`
  if (endsOn) return `${first}, the last time on or before ${onDay(endsOn)}.`
  return rounds ? `${first}, ${rounds === 1 ? 'one round' : `${rounds} rounds`}.` : `${first}, without end.`
}

const ifUnansweredInWords = {
  keep: 'Nothing changes.',
  remove: 'Access is removed.',
  approve: 'Access stays, as if approved.',
  recommendation: 'The recommendation is taken.',
}

function resultsInWords({ autoApply, endWhenAnswered, subject }: ReviewSettings) {
  const when = endWhenAnswered ? 'at the end, or as soon as everything is answered' : 'at the end'
  const what =
    subject === 'grant' ? 'Who is denied loses the grant.' : 'Who is denied is blocked for 30 days, then removed.'
  return `${autoApply ? `Applied by itself ${when}.` : 'Applied when an administrator says so.'} ${what}`
}
