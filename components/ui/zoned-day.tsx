'use client'
import { absoluteTime, dayTitle, isElsewhere, zoneInWords } from './format-time'
import { NoScript } from './no-script'
import { useOrganizationZone } from './organization-zone'
import { useReaderZone } from './use-reader-zone'

type Props = { iso: string; mode: 'date' | 'datetime' | 'relative'; relative: string }

export function ZonedDay({ iso, mode, relative }: Props) {
  const zone = useOrganizationZone()
  const here = useReaderZone()
  const at = new Date(iso)
  const title = dayTitle(at, zone, here)
  const named = `(${zoneInWords(zone)})`
  if (mode === 'relative')
    return (
      <time dateTime={iso} title={title} suppressHydrationWarning className="whitespace-nowrap">
        {relative}
        <span className="sr-only"> · {title}</span>
      </time>
    )
  return (
    <time dateTime={iso} title={title} suppressHydrationWarning className="whitespace-normal">
      {absoluteTime(at, zone, mode === 'datetime')}
      {here && isElsewhere(at, zone, here) && ` ${named}`}
      {!here && <NoScript> {named}</NoScript>}
    </time>
  )
}
