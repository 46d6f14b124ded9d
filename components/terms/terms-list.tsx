import { Link } from '../ui/link'
import { documentPath } from '@/lib/page-paths'
import type { TermsRow } from '@/lib/terms/administering/list-terms.sql'
import { DataTable, type Column } from '../ui/data-table'
import { EmptyState } from '../ui/empty-state'
import { LinkButton } from '../ui/link-button'
import { Time } from '../ui/time'
import { AskedAgain } from './asked-again'

const columns: Column<TermsRow>[] = [
  {
    key: 'name',
    header: 'Document',
    cell: ({ id, name }) => (
      <Link href={documentPath(id)} className="wrap-anywhere underline-offset-4 hover:underline">
        {name}
      </Link>
    ),
  },
  { key: 'version', header: 'Version', cell: (row) => <Version row={row} /> },
  {
    key: 'languages',
    header: 'Languages',
    className: 'whitespace-normal',
    cell: ({ languages }) => languages.join(', '),
  },
  { key: 'again', header: 'Asked again', className: 'whitespace-normal', cell: (row) => <AskedAgain terms={row} /> },
  {
    key: 'policies',
    header: 'Policies',
    className: 'whitespace-normal',
    cell: ({ policies }) =>
      policies.length > 0 ? policies.join(', ') : <span className="text-muted">None asks for it</span>,
  },
  {
    key: 'accepted',
    header: 'Accepted',
    className: 'sm:text-right',
    cell: ({ accepted }) => accepted.toLocaleString('en'),
  },
  {
    key: 'declined',
    header: 'Declined',
    className: 'sm:text-right',
    cell: ({ declined }) => declined.toLocaleString('en'),
  },
]

/** Every document of terms, or what they are for. */
export function TermsList({ rows }: { rows: TermsRow[] }) {
  if (rows.length > 0) return <DataTable label="Documents" columns={columns} rows={rows} rowKey={({ id }) => id} />
  return (
    <EmptyState title="No terms of use yet" action={<LinkButton href="/admin/terms/new">New document</LinkButton>}>
      A document stands here with its versions and whoever accepted it. Then a policy can ask for it before something
      opens.
    </EmptyState>
  )
}

const Version = ({ row: { number, renewedAt } }: { row: TermsRow }) => (
  <span>
    {number}, <Time value={renewedAt} />
  </span>
)
