import { myGuestPath } from '@/lib/page-paths'
import type { listMyGuests } from '@/lib/people/guests/list-my-guests'
import type { MyGuestRow } from '@/lib/people/guests/list-my-guests.sql'
import { DataTable, type Column } from '../ui/data-table'
import { Day } from '../ui/day'
import { EmptyState } from '../ui/empty-state'
import { LinkButton } from '../ui/link-button'
import { listAddress, sortBy } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { PageHeader } from '../ui/page-header'
import { Pagination } from '../ui/pagination'
import { Time } from '../ui/time'
import { PersonCell } from './person-cell'
import { StateChip } from './state-chip'

type View = Awaited<ReturnType<typeof listMyGuests>>

/** The guests with whom a member shares, each with what they hold and when it ends. */
export function MyGuestList({ view: { rows, q, sort, ...pages } }: { view: View }) {
  const address = (more: Record<string, string | number | null>) =>
    listAddress('/guests', { q, sort: sort === 'newest' ? null : sort, ...more })
  if (pages.total === 0 && !q) return <NobodyYet />
  return (
    <>
      <Header />
      <div className="flex flex-col gap-4">
        <ListFilters
          path="/guests"
          search={{ label: 'Name or address', value: q }}
          keep={sort === 'newest' ? {} : { sort }}
        />
        {rows.length > 0 ? (
          <Guests rows={rows} sort={sort} by={(next) => address({ sort: next })} />
        ) : (
          <p className="py-10 text-muted">No guest of yours matches “{q}”.</p>
        )}
        {pages.total > 0 && <Pagination {...pages} noun={['guest', 'guests']} href={(page) => address({ page })} />}
      </div>
    </>
  )
}

const Header = () => (
  <PageHeader title="My guests" description="People outside your organization who can open something you share." />
)

const NobodyYet = () => (
  <>
    <Header />
    <EmptyState
      title="Whoever you share with will be here."
      action={
        <LinkButton href="/shares/new" variant="primary">
          New share
        </LinkButton>
      }
    >
      Each with everything they hold from you, when it ends, and when they opened it.
    </EmptyState>
  </>
)

type TableProps = { rows: MyGuestRow[]; sort: View['sort']; by: (next: string) => string }

function Guests({ rows, sort, by }: TableProps) {
  const columns: Column<MyGuestRow>[] = [
    {
      key: 'guest',
      header: 'Guest',
      sort: sortBy(sort, 'name', 'ascending', by),
      cell: (guest) => <PersonCell person={guest} path={myGuestPath} />,
    },
    { key: 'state', header: 'State', cell: ({ state }) => <StateChip state={state} kind="guest" /> },
    {
      key: 'grants',
      header: 'Can open',
      cell: ({ grants }) => `${grants} of yours`,
    },
    {
      key: 'granted',
      header: 'Last shared',
      sort: sortBy(sort, 'newest', 'descending', by),
      cell: ({ grantedAt }) => <Time value={grantedAt} />,
    },
    {
      key: 'ending',
      header: 'First end',
      sort: sortBy(sort, 'ending', 'ascending', by),
      cell: ({ endsAt }) => (endsAt ? <Day value={endsAt} /> : 'No end'),
    },
    {
      key: 'opened',
      header: 'Last opened',
      sort: sortBy(sort, 'opened', 'descending', by),
      cell: ({ lastOpenedAt }) =>
        lastOpenedAt ? <Time value={lastOpenedAt} /> : <span className="text-muted">Never</span>,
    },
  ]
  return <DataTable label="My guests" columns={columns} rows={rows} rowKey={({ id }) => id} />
}
