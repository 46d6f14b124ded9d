import { Temporal } from 'temporal-polyfill'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Day } from './day'
import { OrganizationClocks, OrganizationZone } from './organization-zone'

const reader = vi.hoisted((): { zone: string | null } => ({ zone: null }))
vi.mock('./use-reader-zone', () => ({ useReaderZone: () => reader.zone }))
beforeEach(() => {
  reader.zone = null
})

const organizations = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Europe/Berlin', 'Pacific/Pago_Pago']
const readers = ['Pacific/Auckland', 'Asia/Tokyo', 'Europe/Berlin', 'America/Los_Angeles', null]
const everyPair = organizations.flatMap((organization) => readers.map((zone) => ({ organization, zone })))

/** The last second of a day on clocks in a zone, by a calendar that is not ours. */
const endOf = (day: string, zone: string) =>
  new Date(
    Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).subtract({ seconds: 1 }).epochMilliseconds,
  )

const markup = (organization: string, value: Date, mode?: 'date' | 'datetime' | 'relative') =>
  renderToStaticMarkup(
    <OrganizationZone timeZone={organization}>
      <Day value={value} mode={mode} now="2026-12-29T12:00:00Z" />
    </OrganizationZone>,
  )
const shown = (html: string) => html.replace(/<noscript>.*?<\/noscript>/, '').replace(/<[^>]+>/g, '')

describe('a day that was chosen', () => {
  it.each(everyPair)(
    'is that day for a reader in $zone, the organization in $organization',
    ({ organization, zone }) => {
      reader.zone = zone
      for (const [day, words] of [
        ['2026-12-31', 'December 31, 2026'],
        ['2027-03-28', 'March 28, 2027'],
        ['2026-11-01', 'November 1, 2026'],
      ] as const) {
        expect(shown(markup(organization, endOf(day, organization))).startsWith(words)).toBe(true)
        expect(markup(organization, endOf(day, organization), 'relative')).toContain(`${words}, 11:59 PM`)
      }
    },
  )

  it('names the zone where the reader’s clock shows another time, and nowhere else', () => {
    const end = endOf('2026-12-31', 'Europe/Berlin')
    reader.zone = 'Europe/Vienna'
    expect(shown(markup('Europe/Berlin', end))).toBe('December 31, 2026')
    reader.zone = 'Pacific/Auckland'
    expect(shown(markup('Europe/Berlin', end))).toBe('December 31, 2026 (Europe/Berlin)')
    expect(markup('Europe/Berlin', end)).toContain(
      'title="December 31, 2026, 11:59 PM (Europe/Berlin), January 1, 2027, 11:59 AM where you are"',
    )
  })

  it('names it without JavaScript always', () =>
    expect(markup('America/New_York', endOf('2026-12-31', 'America/New_York'))).toContain(
      '<noscript> (America/New York)</noscript>',
    ))

  it('says the hour by the same clocks', () => {
    reader.zone = 'Asia/Tokyo'
    expect(shown(markup('Pacific/Kiritimati', new Date('2026-11-30T10:00:00Z'), 'datetime'))).toBe(
      'December 1, 2026, 12:00 AM (Pacific/Kiritimati)',
    )
  })

  it('is asked for with whose clocks count', () =>
    expect(
      renderToStaticMarkup(
        <OrganizationZone timeZone="America/New_York">
          <OrganizationClocks />
        </OrganizationZone>,
      ),
    ).toBe('clocks in America/New York'))
})
