import { CircleCheck, CircleMinus, Eye } from 'lucide-react'
import Link from 'next/link'
import type { PoliciesView, PolicyRowView } from '@/lib/policies/list-policies'
import { Chip } from '../ui/chip'
import { DataTable, type Column } from '../ui/data-table'
import { EmptyState } from '../ui/empty-state'
import { FilterChips } from '../ui/filter-chips'
import { LinkButton } from '../ui/link-button'
import { listAddress, sortBy } from '../ui/list-address'
import { SearchField } from '../ui/search-field'
import { Time } from '../ui/time'

/** From how many policies on a search is worth its room. */
const MANY = 8

export function PolicyList({ view: { rows, total, q, sort } }: { view: PoliciesView }) {
  if (total === 0)
    return (
      <EmptyState title="No policy yet" action={<LinkButton href="/admin/policies/new" variant="primary">New policy</LinkButton>}>
        Guests sign in with a mailed code and nothing else. A policy can ask more of them: a second factor, terms, where they come from.
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-4">
      {(q || total >= MANY) && <SearchField label="Name" defaultValue={q} keep={sort === 'name' ? {} : { sort }} />}
      <FilterChips filters={q ? [{ label: `“${q}”`, href: '/admin/policies' }] : []} />
      {rows.length > 0 ? <DataTable label="Policies" columns={columnsFor(q, sort)} rows={rows} rowKey={({ id }) => id} /> : <p className="py-6 text-muted">No policy matches “{q}”.</p>}
    </div>
  )
}

const columnsFor = (q: string, sort: 'name' | 'changed'): Column<PolicyRowView>[] => [
  { key: 'name', header: 'Name', className: 'whitespace-normal', cell: ({ id, name }) => <Link href={`/admin/policies/${id}`} className="font-medium wrap-anywhere underline-offset-4 hover:underline">{name}</Link>, sort: sortBy(sort, 'name', 'ascending', (by) => listAddress('/admin/policies', { q, sort: by })) },
  { key: 'state', header: 'State', cell: ({ state }) => <State state={state} /> },
  { key: 'who', header: 'Who', className: 'whitespace-normal', cell: (row) => <Who row={row} /> },
  { key: 'what', header: 'On what', className: 'whitespace-normal', cell: ({ words }) => words?.what ?? 'Everything' },
  { key: 'asks', header: 'Asks', className: 'whitespace-normal', cell: ({ words }) => words?.asks ?? 'Can’t be read, so it blocks' },
  { key: 'changed', header: 'Changed', cell: ({ changedAt }) => <Time value={changedAt} />, sort: sortBy(sort, 'changed', 'descending', (by) => listAddress('/admin/policies', { q, sort: by })) },
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
