import type { listGuests } from '@/lib/people/guests/list-guests'
import type { FormAction } from '../ui/form-state'
import { Pagination } from '../ui/pagination'
import { SearchField } from '../ui/search-field'
import { GuestsTable } from './guests-table'
import { listAddress, sortBy } from '../ui/list-address'
import { NobodyFound } from './nobody-found'
import { StateFilter } from './state-filter'

type View = Awaited<ReturnType<typeof listGuests>>
type Props = { view: View; block: FormAction; unblock: FormAction }

const states = [
  { state: 'pending', label: 'Pending' },
  { state: 'active', label: 'Active' },
  { state: 'blocked', label: 'Blocked' },
] as const

export function GuestList({ view: { rows, counts, q, state, sort, ...pages }, block, unblock }: Props) {
  const address = (more: Record<string, string | number | null>) => listAddress('/admin/people', { q, state, sort, ...more })
  const by = (next: string) => address({ sort: next })
  const filters = states.map(({ state: one, label }) => ({
    label, count: counts[one], chosen: one === state, href: address({ state: one === state ? null : one }),
  }))
  const sorts = {
    name: sortBy(sort, 'name', 'ascending', by),
    newest: sortBy(sort, 'newest', 'descending', by),
    opened: sortBy(sort, 'opened', 'descending', by),
  }
  return (
    <div className="flex flex-col gap-4">
      <SearchField label="Name, address or who invited" defaultValue={q} keep={{ ...(state && { state }), sort }} />
      <StateFilter options={filters} />
      {rows.length > 0 ? (
        <GuestsTable rows={rows} sorts={sorts} block={block} unblock={unblock} />
      ) : (
        <NobodyFound kind="guests" narrowed={Boolean(q || state)} q={q} />
      )}
      {rows.length > 0 && <Pagination {...pages} noun={['guest', 'guests']} href={(page) => address({ page })} />}
    </div>
  )
}
