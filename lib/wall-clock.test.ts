import { describe, expect, it } from 'vitest'
import { instantOf, isTimeZone } from './wall-clock'

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
