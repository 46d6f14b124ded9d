import { documentPath } from '@/lib/page-paths'
import type { listAcceptances } from '@/lib/terms/administering/list-acceptances'
import { listAddress, sortBy } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import type { ListFilter } from '../ui/list-filter'
import { EmptyState } from '../ui/empty-state'
import { Pagination } from '../ui/pagination'
import { AcceptancesTable } from './acceptances-table'

type View = Awaited<ReturnType<typeof listAcceptances>>
type Props = { view: View; documentId: string; versions: number[] }

/** Who accepted or declined which version, and when: searched, sorted, in pages. */
export function Acceptances({
  view: { rows, counts, q, answer, version, sort, ...pages },
  documentId,
  versions,
}: Props) {
  const path = documentPath(documentId)
  const address = (more: Record<string, string | number | null>) =>
    `${listAddress(path, { q, answer, version, sort, ...more })}#acceptances`
  const by = (next: string) => address({ sort: next })
  const answers = (['accepted', 'declined'] as const).map((value) => ({
    value,
    label: value === 'accepted' ? 'Accepted' : 'Declined',
    count: counts[value],
  }))
  const filters: ListFilter[] = [
    { as: 'chips', name: 'answer', value: answer ?? '', options: answers },
    ...(versions.length > 1 || version
      ? [
          {
            as: 'select' as const,
            name: 'version',
            label: 'Version',
            value: version ? String(version) : '',
            options: [
              { value: '', label: 'Every version' },
              ...versions.map((number) => ({ value: String(number), label: `Version ${number}` })),
            ],
          },
        ]
      : []),
  ]
  const sorts = {
    name: sortBy(sort, 'name', 'ascending', by),
    version: sortBy(sort, 'version', 'descending', by),
    newest: sortBy(sort, 'newest', 'descending', by),
  }
  const narrowed = Boolean(q || answer || version)
  if (rows.length === 0 && !narrowed)
    return (
      <EmptyState title="Nobody was asked yet">
        Whoever accepts or declines stands here with version, time and language.
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-4">
      <ListFilters
        path={path}
        search={{ label: 'Name or address', value: q }}
        filters={filters}
        keep={{ sort }}
        hash="#acceptances"
      />
      {rows.length > 0 ? (
        <AcceptancesTable rows={rows} sorts={sorts} />
      ) : (
        <EmptyState title="Nobody matches">Try fewer letters, or take a filter away.</EmptyState>
      )}
      {rows.length > 0 && <Pagination {...pages} noun={['answer', 'answers']} href={(page) => address({ page })} />}
    </div>
  )
}
