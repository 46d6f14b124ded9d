import { relativeTime } from './format-time'
import { ZonedDay } from './zoned-day'

type Props = {
  /** A moment that belongs to a day of the organization: an end of access, the beginning of a round. */
  value: string | Date
  /** `datetime`: with the hour. `relative`: "in 3 days", and the day for whoever asks. */
  mode?: 'date' | 'datetime' | 'relative'
  /** The moment to count from, when it is not this one. */
  now?: string | Date
}

/** A day that was chosen, the same for every reader: by the organization's clocks, named where the reader's show another time. */
export function Day({ value, mode = 'date', now }: Props) {
  const time = new Date(value)
  const relative = mode === 'relative' ? relativeTime(time, now ? new Date(now).getTime() : undefined) : ''
  return <ZonedDay iso={time.toISOString()} mode={mode} relative={relative} />
}
