import type { listMembers } from '@/lib/people/members/list-members'
import { Pagination } from '../ui/pagination'
import { listAddress, sortBy } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import type { MemberActions } from './member-buttons'
import { MembersTable } from './members-table'
import { NobodyFound } from './nobody-found'

type View = Awaited<ReturnType<typeof listMembers>>
type Props = { view: View; actions: MemberActions }

const states = [
  { state: 'administrator', label: 'Administrators' },
  { state: 'pending', label: 'Not signed in yet' },
  { state: 'active', label: 'Active' },
  { state: 'blocked', label: 'Disabled' },
] as const

export function MemberList({ view: { rows, counts, q, state, sort, ...pages }, actions }: Props) {
  const address = (more: Record<string, string | number | null>) =>
    listAddress('/admin/people/members', { q, state, sort, ...more })
  const by = (next: string) => address({ sort: next })
  const options = states.map(({ state: value, label }) => ({ value, label, count: counts[value] }))
  const sorts = {
    name: sortBy(sort, 'name', 'ascending', by),
    newest: sortBy(sort, 'newest', 'descending', by),
    seen: sortBy(sort, 'seen', 'descending', by),
  }
  return (
    <div className="flex flex-col gap-4">
      <ListFilters
        path="/admin/people/members"
        search={{ label: 'Name or address', value: q }}
        filters={[{ as: 'chips', name: 'state', value: state ?? '', options }]}
        keep={{ sort }}
      />
      {rows.length > 0 ? (
        <MembersTable rows={rows} sorts={sorts} actions={actions} />
      ) : (
        <NobodyFound kind="members" narrowed q={q} />
      )}
      {rows.length > 0 && <Pagination {...pages} noun={['member', 'members']} href={(page) => address({ page })} />}
    </div>
  )
}
