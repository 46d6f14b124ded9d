import { Plus } from 'lucide-react'
import { counted } from '@/lib/counted'
import { spacePath } from '@/lib/page-paths'
import type { listSpaces, SpaceRow } from '@/lib/sharing/spaces/list-spaces'
import { roleInWords } from '@/lib/role'
import { type Column, DataTable } from '../ui/data-table'
import { EmptyState } from '../ui/empty-state'
import { KindIcon } from '../ui/kind-icon'
import { Link } from '../ui/link'
import { LinkButton } from '../ui/link-button'
import { listAddress, sortBy } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { PageHeader } from '../ui/page-header'
import { Pagination } from '../ui/pagination'
import { Time } from '../ui/time'

type View = Awaited<ReturnType<typeof listSpaces>>

/** The spaces that a member is in. */
export function SpaceList({ view: { rows, q, sort, ...pages } }: { view: View }) {
  const address = (more: Record<string, string | number | null>) =>
    listAddress('/spaces', { q, sort: sort === 'newest' ? null : sort, ...more })
  if (pages.total === 0 && !q) return <NoneYet />
  return (
    <>
      <PageHeader title="Spaces" action={<NewSpace />} />
      <div className="flex flex-col gap-4">
        <ListFilters path="/spaces" search={{ label: 'Name', value: q }} keep={sort === 'newest' ? {} : { sort }} />
        {rows.length > 0 ? (
          <Spaces rows={rows} sort={sort} by={(next) => address({ sort: next })} />
        ) : (
          <p className="py-10 text-muted">No space of yours matches “{q}”.</p>
        )}
        {pages.total > 0 && <Pagination {...pages} noun={['space', 'spaces']} href={(page) => address({ page })} />}
      </div>
    </>
  )
}

type TableProps = { rows: SpaceRow[]; sort: View['sort']; by: (next: string) => string }

function Spaces({ rows, sort, by }: TableProps) {
  const columns: Column<SpaceRow>[] = [
    {
      key: 'name',
      header: 'Name',
      sort: sortBy(sort, 'name', 'ascending', by),
      cell: ({ spaceId, name }) => (
        <span className="flex min-w-0 items-center gap-3">
          <KindIcon kind="space" />
          <Link
            href={spacePath(spaceId)}
            className="min-w-0 wrap-anywhere underline-offset-4 hover:text-accent hover:underline"
          >
            <bdi>{name}</bdi>
          </Link>
        </span>
      ),
    },
    { key: 'role', header: 'You', cell: ({ role }) => roleInWords[role] },
    { key: 'things', header: 'Holds', cell: ({ things }) => counted(things, 'thing', 'things') },
    { key: 'people', header: 'People', cell: ({ people }) => counted(people, 'person', 'people') },
    {
      key: 'since',
      header: 'You joined',
      sort: sortBy(sort, 'newest', 'descending', by),
      cell: ({ joinedAt }) => <Time value={joinedAt} />,
    },
  ]
  return <DataTable label="Spaces" columns={columns} rows={rows} rowKey={({ spaceId }) => spaceId} />
}

const NewSpace = () => (
  <LinkButton href="/spaces/new" variant="primary">
    <Plus />
    New space
  </LinkButton>
)

const NoneYet = () => (
  <>
    <PageHeader title="Spaces" />
    <EmptyState title="The spaces that you are in will be here." action={<NewSpace />}>
      A space holds many files, pages and links for the same people, inside and outside your organization. Who comes in
      later opens all of it, who leaves none of it.
    </EmptyState>
  </>
)
