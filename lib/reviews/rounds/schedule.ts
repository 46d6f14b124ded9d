import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { zonedTime } from '../../wall-clock'
import type { Frequency, ReviewSettings } from './settings'

export type Schedule = Pick<ReviewSettings, 'frequency' | 'startsOn' | 'startsAt' | 'endsOn' | 'rounds'>

const MONTHS: Partial<Record<Frequency, number>> = { monthly: 1, quarterly: 3, 'half-yearly': 6, yearly: 12 }

/**
 * When the first round after a moment is due, or null when none is to come. Days are counted by the recurrence
 * rule, without a time of day, and only then read on the zone's clocks: a time that a change of the hour leaves
 * out is the one right after it, and a day that a month does not have is its last.
 */
export function roundAfter(schedule: Schedule, timeZone: string, moment: Date): Date | null {
  const rule = ruleOf(schedule)
  // Two days ahead of the moment, since a zone may be a day ahead of UTC.
  let from = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).subtract({ hours: 48 })
  for (;;) {
    const next = rule.next(new Date(from.epochMilliseconds))
    if (!next) return null
    const at = onClocks(next.toPlainDate(), schedule.startsAt, timeZone)
    if (at > moment) return at
    from = next.toInstant()
  }
}

/** The newest round that is due at a moment, and how many came due before it and after `since`: those are left out. */
export function dueRound(
  schedule: Schedule,
  timeZone: string,
  since: Date,
  at: Date,
): { dueAt: Date; skipped: number } {
  let dueAt = since
  let skipped = 0
  for (
    let next = roundAfter(schedule, timeZone, dueAt);
    next && next <= at;
    next = roundAfter(schedule, timeZone, dueAt)
  ) {
    dueAt = next
    skipped += 1
  }
  return { dueAt, skipped }
}

/** When each stage ends that begins at a moment, none later than `latest`. A day is a calendar day of the zone. */
export function stageEnds(start: Date, days: readonly number[], timeZone: string, latest: Date | null): Date[] {
  let total = 0
  return days.map((length) => {
    total += length
    const end = new Date(zonedTime(start, timeZone).add({ days: total }).epochMilliseconds)
    return latest && latest < end ? latest : end
  })
}

function ruleOf({ frequency, startsOn, endsOn, rounds }: Schedule) {
  const start = Temporal.PlainDate.from(startsOn)
  const dtstart = noon(start)
  const until = endsOn ? noon(Temporal.PlainDate.from(endsOn)) : undefined
  // A rule takes a count or an end, never both: where both are given, the end is the one that cuts.
  const end = until ? { until } : rounds ? { count: rounds } : {}
  if (frequency === 'once') return new RRuleTemporal({ freq: 'DAILY', count: 1, dtstart, temporal: Temporal })
  if (frequency === 'weekly')
    return new RRuleTemporal({ freq: 'WEEKLY', interval: 1, dtstart, temporal: Temporal, ...end })
  return new RRuleTemporal({
    freq: 'MONTHLY',
    interval: MONTHS[frequency]!,
    ...lastOf(start.day),
    dtstart,
    temporal: Temporal,
    ...end,
  })
}

/** The day of the month, or where a month is shorter, its last: the latest there is of 28, 29, 30, 31 up to that day. */
const lastOf = (day: number) =>
  day <= 28 ? { byMonthDay: [day] } : { byMonthDay: Array.from({ length: day - 27 }, (_, n) => 28 + n), bySetPos: [-1] }

const noon = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' })

const onClocks = (date: Temporal.PlainDate, time: string, timeZone: string) =>
  new Date(date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds)
