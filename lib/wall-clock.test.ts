import { describe, expect, it } from 'vitest'
import { dayIn, instantOf, isTimeZone, stampOf } from './wall-clock'

describe('instantOf', () => {
  it('reads a day and a minute as clocks in the zone show them', () => {
    expect(instantOf('2026-11-23', 'UTC')?.toISOString()).toBe('2026-11-23T00:00:00.000Z')
    expect(instantOf('2026-11-23T09:30', 'America/New_York')?.toISOString()).toBe('2026-11-23T14:30:00.000Z')
    expect(instantOf('2026-07-01T09:30', 'Asia/Kolkata')?.toISOString()).toBe('2026-07-01T04:00:00.000Z')
  })

  it('knows the day on which the hour changes', () => {
    expect(instantOf('2026-03-08T00:00', 'America/New_York')?.toISOString()).toBe('2026-03-08T05:00:00.000Z')
    expect(instantOf('2026-03-08T03:30', 'America/New_York')?.toISOString()).toBe('2026-03-08T07:30:00.000Z')
    expect(instantOf('2026-11-01T12:00', 'America/New_York')?.toISOString()).toBe('2026-11-01T17:00:00.000Z')
  })

  it('refuses what is no time', () => {
    for (const text of ['', 'yesterday', '2026-13-01', '2026-11-23T25:00', '2026-11-23T09:30:00Z'])
      expect(instantOf(text, 'UTC')).toBeNull()
  })
})

it('knows a time zone from a word', () => {
  expect(isTimeZone('Europe/Vienna')).toBe(true)
  expect(isTimeZone('Woodgrove/Bank')).toBe(false)
})

describe('what has no one answer', () => {
  it('is an hour later where clocks go forward over it, and the first of two where they go back', () => {
    expect(instantOf('2026-03-08T02:30', 'America/New_York')?.toISOString()).toBe('2026-03-08T07:30:00.000Z')
    expect(instantOf('2026-11-01T01:30', 'America/New_York')?.toISOString()).toBe('2026-11-01T05:30:00.000Z')
  })

  it('is no day that its month does not have', () => {
    expect(instantOf('2026-02-31', 'UTC')).toBeNull()
    expect(instantOf('2026-04-31T12:00', 'UTC')).toBeNull()
  })
})

it('says the day and the moment as clocks of a zone show them', () => {
  const at = new Date('2026-12-31T10:30:15.250Z')
  expect(dayIn('Pacific/Kiritimati', at)).toBe('2027-01-01')
  expect(stampOf(at, 'Pacific/Kiritimati')).toBe('2027-01-01T00:30:15.250+14:00')
  expect(stampOf(at, 'America/St_Johns')).toBe('2026-12-31T07:00:15.250-03:30')
  expect(stampOf(at, 'UTC')).toBe('2026-12-31T10:30:15.250Z')
})
