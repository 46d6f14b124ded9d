import { absoluteTime } from '../../ui/format-time'

/** A time in the organization's zone: a report reads the same wherever it is printed. */
export const Stamp = ({ at, zone, hour = true }: { at: Date; zone: string; hour?: boolean }) => (
  <time dateTime={at.toISOString()}>{absoluteTime(at, zone, hour)}</time>
)
