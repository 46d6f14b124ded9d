import { Temporal } from 'temporal-polyfill'

/** True for a zone that this computer's calendar knows, such as "Europe/Vienna". */
export function isTimeZone(name: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** Reads a moment on the clocks of a zone. */
export const zonedTime = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)

/** Says which day it is in a zone at a moment, as forms write it: "2026-12-31". */
export const dayIn = (timeZone: string, at: Date) => zonedTime(at, timeZone).toPlainDate().toString()

/**
 * Finds the moment at which clocks in `timeZone` show `wall` ("2026-11-23" or "2026-11-23T09:30"), or null for no such
 * day or minute. A minute that a change of the hour leaves out is an hour later, and of one that comes twice it is the first.
 */
export function instantOf(wall: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(wall)) return null
  try {
    return new Date(Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).epochMilliseconds)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Writes a moment as clocks in `timeZone` show it, with how far they are ahead (ISO 8601): "2026-12-31T23:59:59.000+14:00". */
export function stampOf(at: Date, timeZone: string): string {
  const zoned = zonedTime(at, timeZone)
  return zoned.offsetNanoseconds === 0
    ? at.toISOString()
    : zoned.toString({ timeZoneName: 'never', fractionalSecondDigits: 3 })
}
