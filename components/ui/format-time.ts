const steps = [
  { unit: 'second', length: 60 },
  { unit: 'minute', length: 60 },
  { unit: 'hour', length: 24 },
  { unit: 'day', length: 30.4 },
  { unit: 'month', length: 12 },
  { unit: 'year', length: Infinity },
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** "in 3 days", "2 hours ago", "just now". Milliseconds; `now` is the server's unless a test says otherwise. */
export function relativeTime(value: Date, now: number = Date.now()) {
  let amount = (value.getTime() - now) / 1000
  if (Math.abs(amount) < 45) return amount > 5 ? 'in a moment' : 'just now'
  for (const { unit, length } of steps) {
    if (Math.abs(Math.round(amount)) < length) return relative.format(Math.round(amount), unit)
    amount /= length
  }
  return ''
}

/** "November 26, 2026, 5:00 PM", or without the hour, or to the second. */
export function absoluteTime(value: Date, timeZone: string, hour = true, second = false) {
  const date = formatter('day', timeZone).format(value)
  return hour ? `${date}, ${onClock(second ? 'second' : 'minute', value, timeZone)}` : date
}

/** A zone as people read it: "America/New York". */
export const zoneInWords = (timeZone: string) => timeZone.replaceAll('_', ' ')

/** True where clocks in one zone show another time than those in the other at a moment: Vienna is not elsewhere for Berlin. */
export const isElsewhere = (at: Date, timeZone: string, here: string) =>
  absoluteTime(at, timeZone) !== absoluteTime(at, here)

/** A moment in full by the organization's clocks, and by the reader's where they differ; `here` null: not known. */
export function dayTitle(at: Date, timeZone: string, here: string | null) {
  const exact = absoluteTime(at, timeZone)
  if (here && !isElsewhere(at, timeZone, here)) return exact
  return `${exact} (${zoneInWords(timeZone)})${here ? `, ${absoluteTime(at, here)} where you are` : ''}`
}

/** "17:00:05". */
export const timeOfDay = (value: Date, timeZone: string) => onClock('second', value, timeZone)

/** Before AM and PM some engines put a narrow space and others a plain one: the server's page and the browser's are to be the same. */
const onClock = (part: 'minute' | 'second', value: Date, timeZone: string) =>
  formatter(part, timeZone).format(value).replace('\u202f', ' ')

const parts = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  minute: { hour: 'numeric', minute: '2-digit' },
  second: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
} as const

const formatters = new Map<string, Intl.DateTimeFormat>()

// Making one takes longer than all that a row of a list shows besides: they are kept.
function formatter(part: keyof typeof parts, timeZone: string) {
  const key = `${part} ${timeZone}`
  const made = formatters.get(key) ?? new Intl.DateTimeFormat('en-US', { ...parts[part], timeZone })
  formatters.set(key, made)
  return made
}
