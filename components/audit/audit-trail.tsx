import type { listAuditEvents } from '@/lib/audit/list-audit-events'
import { Banner } from '../ui/banner'
import { DownloadCsv } from '../ui/download-csv'
import { EmptyState } from '../ui/empty-state'
import { KeysetPages } from '../ui/keyset-pages'
import { zoneInWords } from '../ui/format-time'
import { LinkButton } from '../ui/link-button'
import { listAddress } from '../ui/list-address'
import type { ListFilter } from '../ui/list-filter'
import { ListFilters } from '../ui/list-filters'
import { Trail } from './trail'

type View = Awaited<ReturnType<typeof listAuditEvents>>

const PATH = '/admin/audit'

/** The trail with its filters and pages. */
export function AuditTrail({ view: { rows, query, kinds, timeZone, tooMany, older, newer } }: { view: View }) {
  const { person, resource, kind, from, to } = query
  const filters = { person, resource, kind: kind ?? '', from, to }
  const narrowed = Object.values(filters).some(Boolean)
  return (
    <div className="flex flex-col gap-6">
      <ListFilters
        label="Filter the trail"
        path={PATH}
        search={{ name: 'person', label: 'Person', value: person, said: 'Person' }}
        filters={filtersOf(filters, kinds)}
        note={`Days begin and end by the clocks of ${zoneInWords(timeZone)}.`}
      />
      {tooMany.people && (
        <Banner tone="warning">
          More than 100 people match. The trail of the newest 100 is shown: type more of the name or address.
        </Banner>
      )}
      {tooMany.resources && (
        <Banner tone="warning">
          More than 100 resources match. The trail of the newest 100 is shown: type more of the title.
        </Banner>
      )}
      {rows.length > 0 ? (
        <>
          <DownloadCsv href={listAddress(`${PATH}/download.csv`, filters)} />
          <Trail events={rows} />
        </>
      ) : (
        <EmptyState
          title={narrowed ? 'No event matches' : 'Nothing has happened yet'}
          action={narrowed && <LinkButton href={PATH}>Show the whole trail</LinkButton>}
        >
          {narrowed ? 'Take a filter away, or widen the time.' : 'Every deed and every refusal will stand here.'}
        </EmptyState>
      )}
      <KeysetPages
        address={(more) => listAddress(PATH, { ...filters, ...more })}
        older={older}
        newer={newer}
        turned={Boolean(query.before ?? query.after)}
      />
    </div>
  )
}

const filtersOf = (
  { resource, kind, from, to }: Record<'resource' | 'kind' | 'from' | 'to', string>,
  kinds: View['kinds'],
): ListFilter[] => [
  { as: 'text', name: 'resource', label: 'Resource', value: resource, placeholder: 'Title' },
  { as: 'select', name: 'kind', label: 'Kind', value: kind, options: [{ value: '', label: 'All kinds' }, ...kinds] },
  { as: 'day', name: 'from', label: 'From', value: from },
  { as: 'day', name: 'to', label: 'To', value: to },
]
