'use client'
import { useSyncExternalStore } from 'react'
import { absoluteTime } from './format-time'

type Props = { iso: string; mode: 'relative' | 'date' | 'datetime' | 'second'; relative: string }

const never = () => () => {}
const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone

export function ZonedTime({ iso, mode, relative }: Props) {
  const zone = useSyncExternalStore(never, zoneHere, () => null)
  const value = new Date(iso)
  const exact = absoluteTime(value, zone ?? 'UTC', true, mode === 'second') + (zone ? '' : ' UTC')
  return (
    <time dateTime={iso} title={exact} suppressHydrationWarning className="whitespace-nowrap">
      {mode === 'date' ? absoluteTime(value, zone ?? 'UTC', false) : mode === 'relative' ? relative : exact}
      {mode === 'date' && !zone && <noscript> (UTC)</noscript>}
      {mode === 'relative' && <span className="sr-only"> · {exact}</span>}
    </time>
  )
}
