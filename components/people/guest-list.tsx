import type { listGuests } from '@/lib/people/guests/list-guests'
import type { FormAction } from '../ui/form-state'
import { Pagination } from '../ui/pagination'
import { GuestsTable } from './guests-table'
import { listAddress, sortBy } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { NobodyFound } from './nobody-found'

type View = Awaited<ReturnType<typeof listGuests>>
type Props = { view: View; block: FormAction; unblock: FormAction }

const states = [
  { state: 'pending', label: 'Pending' },
  { state: 'active', label: 'Active' },
  { state: 'blocked', label: 'Blocked' },
  { state: 'removed', label: 'Removed' },
] as const

export function GuestList({ view: { rows, counts, q, state, sort, ...pages }, block, unblock }: Props) {
  const address = (more: Record<string, string | number | null>) =>
    listAddress('/admin/people', { q, state, sort, ...more })
  const by = (next: string) => address({ sort: next })
  const options = states.map(({ state: value, label }) => ({ value, label, count: counts[value] }))
  const sorts = {
    name: sortBy(sort, 'name', 'ascending', by),
    newest: sortBy(sort, 'newest', 'descending', by),
    opened: sortBy(sort, 'opened', 'descending', by),
  }
  return (
    <div className="flex flex-col gap-4">
      <ListFilters
        path="/admin/people"
        search={{ label: 'Name, address or who invited', value: q }}
        filters={[{ as: 'chips', name: 'state', value: state ?? '', options }]}
        keep={{ sort }}
      />
      {rows.length > 0 ? (
        <GuestsTable rows={rows} sorts={sorts} block={block} unblock={unblock} />
      ) : (
        <NobodyFound kind="guests" narrowed={Boolean(q || state)} q={q} />
      )}
      {rows.length > 0 && <Pagination {...pages} noun={['guest', 'guests']} href={(page) => address({ page })} />}
    </div>
  )
}
