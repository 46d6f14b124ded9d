import { relativeTime } from './format-time'
import { ZonedTime } from './zoned-time'

type Props = {
  value: string | Date
  /** `clock`: the time of day alone, to the second. */
  mode?: 'relative' | 'date' | 'datetime' | 'second' | 'clock'
  /** The moment to count from, when it is not this one. */
  now?: string | Date
}

/** Relative words are the server's, by its clock; the reader's own clock is never asked. */
export function Time({ value, mode = 'relative', now }: Props) {
  const time = new Date(value)
  const relative = mode === 'relative' ? relativeTime(time, now ? new Date(now).getTime() : undefined) : ''
  return <ZonedTime iso={time.toISOString()} mode={mode} relative={relative} />
}
