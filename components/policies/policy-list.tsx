import { CircleCheck, CircleMinus, Eye } from 'lucide-react'
import { Link } from '../ui/link'
import { policyPath } from '@/lib/page-paths'
import type { PoliciesView, PolicyRowView } from '@/lib/policies/list-policies'
import { Chip } from '../ui/chip'
import { DataTable, type Column } from '../ui/data-table'
import { EmptyState } from '../ui/empty-state'
import { LinkButton } from '../ui/link-button'
import { Pagination } from '../ui/pagination'
import { ListFilters } from '../ui/list-filters'
import { listAddress, sortBy } from '../ui/list-address'
import { Time } from '../ui/time'

const PATH = '/admin/policies'

/** From how many policies on a search is worth its room. */
const MANY = 8

export function PolicyList({ view }: { view: PoliciesView }) {
  const { rows, counts, all, q, state, sort, ...pages } = view
  if (all === 0)
    return (
      <EmptyState
        title="No policy yet"
        action={
          <LinkButton href="/admin/policies/new" variant="primary">
            New policy
          </LinkButton>
        }
      >
        Guests sign in with a mailed code and nothing else. A policy can ask more of them: a second factor, terms, where
        they come from.
      </EmptyState>
    )
  const address = (more: Record<string, string | number>) =>
    listAddress(PATH, { q, state, ...(sort === 'name' ? {} : { sort }), ...more })
  const options = (['on', 'report_only', 'off'] as const).map((value) => ({
    value,
    label: states[value].label,
    count: counts[value],
  }))
  return (
    <div className="flex flex-col gap-4">
      {(q || state || all >= MANY) && (
        <ListFilters
          path={PATH}
          search={{ label: 'Name', value: q }}
          filters={[{ as: 'chips', name: 'state', value: state ?? '', options }]}
          keep={sort === 'name' ? {} : { sort }}
        />
      )}
      {rows.length > 0 ? (
        <DataTable
          label="Policies"
          columns={columnsFor(sort, (by) => address({ sort: by }))}
          rows={rows}
          rowKey={({ id }) => id}
        />
      ) : (
        <p className="py-6 text-muted">No policy matches.</p>
      )}
      {pages.pages > 1 && <Pagination {...pages} noun={['policy', 'policies']} href={(page) => address({ page })} />}
    </div>
  )
}

const columnsFor = (
  sort: PoliciesView['sort'],
  address: (by: PoliciesView['sort']) => string,
): Column<PolicyRowView>[] => [
  {
    key: 'name',
    header: 'Name',
    className: 'whitespace-normal',
    cell: ({ id, name }) => (
      <Link href={policyPath(id)} className="font-medium wrap-anywhere underline-offset-4 hover:underline">
        {name}
      </Link>
    ),
    sort: sortBy(sort, 'name', 'ascending', address),
  },
  { key: 'state', header: 'State', cell: ({ state }) => <State state={state} /> },
  { key: 'who', header: 'Who', className: 'whitespace-normal', cell: (row) => <Who row={row} /> },
  { key: 'what', header: 'On what', className: 'whitespace-normal', cell: ({ words }) => words?.what ?? 'Everything' },
  {
    key: 'asks',
    header: 'Asks',
    className: 'whitespace-normal',
    cell: ({ words }) => words?.asks ?? 'Can’t be read, so it blocks',
  },
  {
    key: 'changed',
    header: 'Changed',
    cell: ({ changedAt }) => <Time value={changedAt} />,
    sort: sortBy(sort, 'changed', 'descending', address),
  },
]

const Who = ({ row: { words, faults } }: { row: PolicyRowView }) => (
  <>
    {words?.who ?? 'Everybody'}
    {faults.map((fault) => (
      <span key={fault} className="block text-small break-words text-danger">
        {fault}
      </span>
    ))}
  </>
)

const states = {
  on: { label: 'On', tone: 'accent', Icon: CircleCheck },
  report_only: { label: 'Report only', tone: 'warning', Icon: Eye },
  off: { label: 'Off', tone: 'neutral', Icon: CircleMinus },
} as const

function State({ state }: Pick<PolicyRowView, 'state'>) {
  const { label, tone, Icon } = states[state]
  return (
    <Chip icon={<Icon />} tone={tone}>
      {label}
    </Chip>
  )
}
