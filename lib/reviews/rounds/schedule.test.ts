import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { after, DAY } from '../../clock'
import { dueRound, roundAfter, type Schedule, stageEnds } from './schedule'
import { frequencies, LONGEST } from './settings'

const schedule = (more: Partial<Schedule>): Schedule => ({
  frequency: 'monthly',
  startsOn: '2026-01-31',
  startsAt: '09:00',
  endsOn: null,
  rounds: null,
  ...more,
})

function rounds(wanted: Schedule, timeZone: string, most: number) {
  const found: Date[] = []
  for (let at = new Date(0); found.length < most; at = found.at(-1)!) {
    const next = roundAfter(wanted, timeZone, at)
    if (!next) break
    found.push(next)
  }
  return found
}

const shown = (at: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
const clocks = (wanted: Schedule, timeZone: string, most: number) =>
  rounds(wanted, timeZone, most).map((at) => shown(at, timeZone))

describe('when rounds are due', () => {
  it('on the last day of a month that has no 31st, and on the 31st again after it', () => {
    expect(clocks(schedule({}), 'Europe/Vienna', 5)).toEqual([
      '2026-01-31T09:00',
      '2026-02-28T09:00',
      '2026-03-31T09:00',
      '2026-04-30T09:00',
      '2026-05-31T09:00',
    ])
  })

  it('on 29 February only where there is one', () => {
    expect(clocks(schedule({ frequency: 'yearly', startsOn: '2028-02-29' }), 'UTC', 5)).toEqual([
      '2028-02-29T09:00',
      '2029-02-28T09:00',
      '2030-02-28T09:00',
      '2031-02-28T09:00',
      '2032-02-29T09:00',
    ])
  })

  it('at the same time of day on both sides of a change of the hour, and right after a time that it leaves out', () => {
    expect(
      clocks(schedule({ frequency: 'weekly', startsOn: '2026-03-01', startsAt: '02:30' }), 'America/New_York', 3),
    ).toEqual(['2026-03-01T02:30', '2026-03-08T03:30', '2026-03-15T02:30'])
    expect(
      clocks(schedule({ frequency: 'weekly', startsOn: '2026-10-25', startsAt: '09:00' }), 'America/New_York', 3),
    ).toEqual(['2026-10-25T09:00', '2026-11-01T09:00', '2026-11-08T09:00'])
  })

  it('once, a number of times, or until a day and on it', () => {
    expect(rounds(schedule({ frequency: 'once' }), 'UTC', 9)).toHaveLength(1)
    expect(rounds(schedule({ frequency: 'quarterly', rounds: 3 }), 'UTC', 9)).toHaveLength(3)
    expect(
      clocks(schedule({ frequency: 'weekly', startsOn: '2026-01-01', endsOn: '2026-01-15' }), 'Pacific/Kiritimati', 9),
    ).toEqual(['2026-01-01T09:00', '2026-01-08T09:00', '2026-01-15T09:00'])
  })

  it('every so many months from the first, in any zone and at any hour (10 rounds of 300 schedules)', () => {
    const months = { monthly: 1, quarterly: 3, 'half-yearly': 6, yearly: 12 }
    const wanted = fc.record({
      frequency: fc.constantFrom('monthly', 'quarterly', 'half-yearly', 'yearly'),
      startsOn: fc
        .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      startsAt: fc
        .integer({ min: 0, max: 1439 })
        .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`),
      zone: fc.constantFrom(
        'UTC',
        'America/New_York',
        'Europe/London',
        'Australia/Lord_Howe',
        'Pacific/Kiritimati',
        'Pacific/Pago_Pago',
        'Asia/Kathmandu',
      ),
    })
    fc.assert(
      fc.property(wanted, ({ frequency, startsOn, startsAt, zone }) => {
        const expected = Array.from(
          { length: 10 },
          (_, n) =>
            Temporal.PlainDate.from(startsOn)
              .add({ months: n * months[frequency as keyof typeof months] })
              .toZonedDateTime({ timeZone: zone, plainTime: startsAt }).epochMilliseconds,
        )
        expect(
          rounds(schedule({ frequency: frequency as 'monthly', startsOn, startsAt }), zone, 10).map((at) =>
            at.getTime(),
          ),
        ).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves out what came due while nothing ran, but for the newest', () => {
    const weekly = schedule({ frequency: 'weekly', startsOn: '2026-01-01', startsAt: '00:00' })
    expect(dueRound(weekly, 'UTC', new Date('2026-01-01T00:00Z'), new Date('2026-01-24T12:00Z'))).toEqual({
      dueAt: new Date('2026-01-22T00:00Z'),
      skipped: 3,
    })
    expect(dueRound(weekly, 'UTC', new Date('2026-01-01T00:00Z'), new Date('2026-01-01T00:00Z'))).toEqual({
      dueAt: new Date('2026-01-01T00:00Z'),
      skipped: 0,
    })
  })
})

describe('when stages end', () => {
  it('counts calendar days, an hour longer or shorter where the clocks change', () => {
    expect(stageEnds(new Date('2026-10-24T10:00Z'), [1, 2], 'Europe/Vienna', null)).toEqual([
      new Date('2026-10-25T11:00Z'),
      new Date('2026-10-27T11:00Z'),
    ])
  })

  it('ends no later than the next round begins', () => {
    const latest = new Date('2026-01-08T00:00Z')
    expect(stageEnds(new Date('2026-01-03T00:00Z'), [3, 4], 'UTC', latest)).toEqual([
      new Date('2026-01-06T00:00Z'),
      latest,
    ])
  })

  it('never overlaps the next round at the longest there may be', () => {
    for (const frequency of frequencies.filter((one) => one !== 'once'))
      for (let day = 0; day < 366; day += 1) {
        const startsOn = after(new Date('2027-01-01T00:00Z'), day * DAY)
          .toISOString()
          .slice(0, 10)
        const [first, second] = rounds(schedule({ frequency, startsOn, startsAt: '00:00' }), 'UTC', 2)
        expect(
          stageEnds(first!, [LONGEST[frequency]], 'UTC', null)[0]! <= second!,
          `${frequency} from ${startsOn}`,
        ).toBe(true)
      }
  })
})
