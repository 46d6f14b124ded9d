import { after, MINUTE } from './clock'

/** True for a zone that this computer's calendar knows, such as "Europe/Vienna". */
export function isTimeZone(name: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** The moment at which clocks in `timeZone` show `wall` ("2026-11-23" or "2026-11-23T09:30"), or null. */
export function instantOf(wall: string, timeZone: string): Date | null {
  const shown = new Date(`${/^\d{4}-\d\d-\d\d$/.test(wall) ? `${wall}T00:00` : wall}Z`)
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(wall) || Number.isNaN(shown.getTime())) return null
  // Twice, because the offset may differ between the guess and the answer (a change of the hour between them).
  const guess = after(shown, -offset(shown, timeZone))
  return after(shown, -offset(guess, timeZone))
}

/** A moment as clocks in `timeZone` show it, with how far they are ahead (ISO 8601): "2026-12-31T23:59:59.000+14:00". */
export function stampOf(at: Date, timeZone: string): string {
  const minutes = Math.round(offset(at, timeZone) / MINUTE)
  if (minutes === 0) return at.toISOString()
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  return after(at, minutes * MINUTE)
    .toISOString()
    .replace('Z', `${minutes > 0 ? '+' : '-'}${hour}:${minute}`)
}

/** How far clocks in the zone are ahead of UTC at a moment, in milliseconds. */
function offset(at: Date, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const shown = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!)
  return shown - Math.floor(at.getTime() / 1000) * 1000
}
