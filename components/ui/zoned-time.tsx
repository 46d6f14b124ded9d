'use client'
import { absoluteTime, timeOfDay } from './format-time'
import { NoScript } from './no-script'
import { useReaderZone } from './use-reader-zone'

type Props = { iso: string; mode: 'relative' | 'date' | 'datetime' | 'second' | 'clock'; relative: string }

export function ZonedTime({ iso, mode, relative }: Props) {
  const zone = useReaderZone()
  const value = new Date(iso)
  const utc = zone ? '' : ' UTC'
  const exact = absoluteTime(value, zone ?? 'UTC', true, mode === 'second') + utc
  return (
    <time dateTime={iso} title={exact} suppressHydrationWarning>
      {mode === 'date'
        ? absoluteTime(value, zone ?? 'UTC', false)
        : mode === 'relative'
          ? relative
          : mode === 'clock'
            ? timeOfDay(value, zone ?? 'UTC') + utc
            : exact}
      {mode === 'date' && !zone && <NoScript> (UTC)</NoScript>}
      {mode === 'relative' && <span className="sr-only"> · {exact}</span>}
    </time>
  )
}
