import type { listAcceptances } from '@/lib/terms/administering/list-acceptances'
import { listAddress, sortBy } from '../ui/list-address'
import { StateFilter } from '../people/state-filter'
import { EmptyState } from '../ui/empty-state'
import { Pagination } from '../ui/pagination'
import { SearchField } from '../ui/search-field'
import { AcceptancesTable } from './acceptances-table'
import { VersionFilter } from './version-filter'

type View = Awaited<ReturnType<typeof listAcceptances>>
type Props = { view: View; documentId: string; versions: number[] }

/** Who accepted or declined which version, and when: searched, sorted, in pages. */
export function Acceptances({ view: { rows, counts, q, answer, version, sort, ...pages }, documentId, versions }: Props) {
  const path = `/admin/terms/${documentId}`
  const address = (more: Record<string, string | number | null>) => `${listAddress(path, { q, answer, version, sort, ...more })}#acceptances`
  const by = (next: string) => address({ sort: next })
  const filters = (['accepted', 'declined'] as const).map((one) => ({
    label: one === 'accepted' ? 'Accepted' : 'Declined', count: counts[one], chosen: one === answer, href: address({ answer: one === answer ? null : one }),
  }))
  const sorts = { name: sortBy(sort, 'name', 'ascending', by), version: sortBy(sort, 'version', 'descending', by), newest: sortBy(sort, 'newest', 'descending', by) }
  const narrowed = Boolean(q || answer || version)
  if (rows.length === 0 && !narrowed) return <EmptyState title="Nobody was asked yet">Whoever accepts or declines stands here with version, time and language.</EmptyState>
  return (
    <div className="flex flex-col gap-4">
      <SearchField label="Name or address" defaultValue={q} keep={{ ...(answer && { answer }), ...(version && { version: String(version) }), sort }} />
      <StateFilter options={filters} />
      {versions.length > 1 && <VersionFilter versions={versions} chosen={version} href={(number) => address({ version: number })} />}
      {rows.length > 0 ? <AcceptancesTable rows={rows} sorts={sorts} /> : <EmptyState title="Nobody matches">Try fewer letters, or take a filter away.</EmptyState>}
      {rows.length > 0 && <Pagination {...pages} noun={['answer', 'answers']} href={(page) => address({ page })} />}
    </div>
  )
}
