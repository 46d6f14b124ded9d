import type { listMembers } from '@/lib/people/members/list-members'
import { Pagination } from '../ui/pagination'
import { SearchField } from '../ui/search-field'
import { listAddress, sortBy } from '../ui/list-address'
import type { MemberActions } from './member-deeds'
import { MembersTable } from './members-table'
import { NobodyFound } from './nobody-found'
import { StateFilter } from './state-filter'

type View = Awaited<ReturnType<typeof listMembers>>
type Props = { view: View; actions: MemberActions }

const states = [
  { state: 'administrator', label: 'Administrators' },
  { state: 'pending', label: 'Not signed in yet' },
  { state: 'active', label: 'Active' },
  { state: 'blocked', label: 'Disabled' },
] as const

export function MemberList({ view: { rows, counts, q, state, sort, ...pages }, actions }: Props) {
  const address = (more: Record<string, string | number | null>) => listAddress('/admin/people/members', { q, state, sort, ...more })
  const by = (next: string) => address({ sort: next })
  const filters = states.map(({ state: one, label }) => ({
    label, count: counts[one], chosen: one === state, href: address({ state: one === state ? null : one }),
  }))
  const sorts = {
    name: sortBy(sort, 'name', 'ascending', by),
    newest: sortBy(sort, 'newest', 'descending', by),
    seen: sortBy(sort, 'seen', 'descending', by),
  }
  return (
    <div className="flex flex-col gap-4">
      <SearchField label="Name or address" defaultValue={q} keep={{ ...(state && { state }), sort }} />
      <StateFilter options={filters} />
      {rows.length > 0 ? <MembersTable rows={rows} sorts={sorts} actions={actions} /> : <NobodyFound kind="members" narrowed q={q} />}
      {rows.length > 0 && <Pagination {...pages} noun={['member', 'members']} href={(page) => address({ page })} />}
    </div>
  )
}
