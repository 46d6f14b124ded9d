import type { listAuditEvents } from '@/lib/audit/list-audit-events'
import { Banner } from '../ui/banner'
import { DownloadCsv } from '../ui/download-csv'
import { EmptyState } from '../ui/empty-state'
import { FilterChips } from '../ui/filter-chips'
import { KeysetPages } from '../ui/keyset-pages'
import { LinkButton } from '../ui/link-button'
import { listAddress } from '../ui/list-address'
import { AuditFilters } from './audit-filters'
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
      <AuditFilters values={filters} kinds={kinds} timeZone={timeZone} />
      <FilterChips filters={inForce(filters, kinds)} clearHref={PATH} />
      {tooMany.people && <Banner tone="warning">More than 100 people match. The trail of the newest 100 is shown: type more of the name or address.</Banner>}
      {tooMany.resources && <Banner tone="warning">More than 100 resources match. The trail of the newest 100 is shown: type more of the title.</Banner>}
      {rows.length > 0 ? (
        <>
          <DownloadCsv href={listAddress(`${PATH}/download.csv`, filters)} />
          <Trail events={rows} />
        </>
      ) : (
        <EmptyState title={narrowed ? 'No event matches' : 'Nothing has happened yet'} action={narrowed && <LinkButton href={PATH}>Show the whole trail</LinkButton>}>
          {narrowed ? 'Take a filter away, or widen the time.' : 'Every deed and every refusal will stand here.'}
        </EmptyState>
      )}
      <KeysetPages address={(more) => listAddress(PATH, { ...filters, ...more })} older={older} newer={newer} turned={Boolean(query.before ?? query.after)} />
    </div>
  )
}

const words = { person: 'Person', resource: 'Resource', kind: 'Kind', from: 'From', to: 'To' }

/** Each filter in words, with the trail as it is without it. */
function inForce(filters: Record<keyof typeof words, string>, kinds: View['kinds']) {
  const names = Object.keys(words) as (keyof typeof words)[]
  const said = (name: keyof typeof words) => (name === 'kind' ? kinds.find(({ value }) => value === filters.kind)?.label.trim() : filters[name].replace('T', ', '))
  return names.filter((name) => filters[name]).map((name) => ({ label: `${words[name]}: ${said(name)}`, href: listAddress(PATH, { ...filters, [name]: '' }) }))
}
