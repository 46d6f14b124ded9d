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

/** "26 November 2026, 17:00", or without the hour, or to the second. */
export function absoluteTime(value: Date, timeZone: string, hour = true, second = false) {
  const date = formatter('day', timeZone).format(value)
  return hour ? `${date}, ${formatter(second ? 'second' : 'minute', timeZone).format(value)}` : date
}

const parts = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  minute: { hour: '2-digit', minute: '2-digit' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const

const formatters = new Map<string, Intl.DateTimeFormat>()

// Making one takes longer than all that a row of a list shows besides: they are kept.
function formatter(part: keyof typeof parts, timeZone: string) {
  const key = `${part} ${timeZone}`
  const made = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...parts[part], timeZone })
  formatters.set(key, made)
  return made
}
