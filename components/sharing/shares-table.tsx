import { Hourglass, Link2 } from 'lucide-react'
import { Link } from '../ui/link'
import { sharePath } from '@/lib/page-paths'
import type { ShareRow } from '@/lib/sharing/list-shares.sql'
import { Chip } from '../ui/chip'
import { DataTable, type Column } from '../ui/data-table'
import { KindIcon } from '../ui/kind-icon'
import { Time } from '../ui/time'
import { counted } from '@/lib/counted'

type Sort = Column<ShareRow>['sort']
type Props = { rows: ShareRow[]; sorts: { title: Sort; newest: Sort; opened: Sort } }

export function SharesTable({ rows, sorts }: Props) {
  const columns: Column<ShareRow>[] = [
    { key: 'title', header: 'Title', sort: sorts.title, cell: (share) => <Title share={share} /> },
    { key: 'people', header: 'People', cell: (share) => <People share={share} /> },
    {
      key: 'opened',
      header: 'Last opened',
      sort: sorts.opened,
      cell: ({ lastOpenedAt }) =>
        lastOpenedAt ? <Time value={lastOpenedAt} /> : <span className="text-muted">Never</span>,
    },
    { key: 'shared', header: 'Shared', sort: sorts.newest, cell: ({ createdAt }) => <Time value={createdAt} /> },
  ]
  return <DataTable label="Shared by me" columns={columns} rows={rows} rowKey={({ resourceId }) => resourceId} />
}

const Title = ({ share: { resourceId, kind, title } }: { share: ShareRow }) => (
  <span className="flex min-w-0 items-center gap-3">
    <KindIcon kind={kind} />
    <Link
      href={sharePath(resourceId)}
      className="min-w-0 wrap-anywhere underline-offset-4 hover:text-accent hover:underline"
    >
      <bdi>{title}</bdi>
    </Link>
  </span>
)

function People({ share: { people, pending, links } }: { share: ShareRow }) {
  return (
    <span className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
      {people > 0 ? counted(people, 'person', 'people') : <span className="text-muted">Nobody yet</span>}
      {pending > 0 && (
        <Chip icon={<Hourglass />} tone="warning">
          {pending} pending
        </Chip>
      )}
      {links > 0 && <Chip icon={<Link2 />}>{counted(links, 'link', 'links')}</Chip>}
    </span>
  )
}
