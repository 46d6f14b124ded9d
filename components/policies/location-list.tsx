import { Globe, Network, ShieldCheck } from 'lucide-react'
import { Link } from '../ui/link'
import { locationPath } from '@/lib/page-paths'
import type { LocationsView, LocationView } from '@/lib/policies/locations/list-locations'
import { countryName } from '../ui/country-name'
import { Chip } from '../ui/chip'
import { DataTable, type Column } from '../ui/data-table'
import { EmptyState } from '../ui/empty-state'
import { LinkButton } from '../ui/link-button'
import { Pagination } from '../ui/pagination'
import { listAddress } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'

const columns: Column<LocationView>[] = [
  {
    key: 'name',
    header: 'Name',
    className: 'whitespace-normal',
    cell: ({ id, name }) => (
      <Link href={locationPath(id)} className="font-medium wrap-anywhere underline-offset-4 hover:underline">
        {name}
      </Link>
    ),
  },
  {
    key: 'kind',
    header: 'Kind',
    cell: ({ kind }) =>
      kind === 'network' ? <Chip icon={<Network />}>Network</Chip> : <Chip icon={<Globe />}>Countries</Chip>,
  },
  { key: 'what', header: 'What', className: 'whitespace-normal', cell: (location) => whatIn(location) },
  {
    key: 'trusted',
    header: 'Trust',
    cell: ({ trusted }) =>
      trusted ? (
        <Chip icon={<ShieldCheck />} tone="accent">
          Trusted
        </Chip>
      ) : (
        <span className="text-muted">–</span>
      ),
  },
]

function whatIn({ kind, ranges, countries, includeUnknown }: LocationView) {
  if (kind === 'network')
    return ranges.length <= 3
      ? ranges.join(', ')
      : `${ranges.slice(0, 2).join(', ')} and ${(ranges.length - 2).toLocaleString('en')} more`
  const names = [...countries.map(countryName), ...(includeUnknown ? ['not known'] : [])]
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
}

const PATH = '/admin/locations'

/** From how many locations on a search is worth its room. */
const MANY = 8

export function LocationList({ view: { rows, q, ...pages } }: { view: LocationsView }) {
  if (rows.length === 0 && !q)
    return (
      <EmptyState
        title="No location yet"
        action={
          <LinkButton href="/admin/locations/new" variant="primary">
            New location
          </LinkButton>
        }
      >
        Give the networks of your offices a name, or a group of countries, and policies can tell them apart.
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-4">
      {(q || pages.total > MANY) && <ListFilters path={PATH} search={{ label: 'Name', value: q }} />}
      {rows.length > 0 ? (
        <DataTable label="Locations" columns={columns} rows={rows} rowKey={({ id }) => id} />
      ) : (
        <p className="py-6 text-muted">No location matches “{q}”.</p>
      )}
      {pages.pages > 1 && (
        <Pagination {...pages} noun={['location', 'locations']} href={(page) => listAddress(PATH, { q, page })} />
      )}
    </div>
  )
}
