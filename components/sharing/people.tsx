import type { ReactNode } from 'react'
import { sharePath } from '@/lib/page-paths'
import type { listPeople } from '@/lib/sharing/list-people'
import { listAddress } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { EmptyState } from '../ui/empty-state'
import { Pagination } from '../ui/pagination'
import { Section } from '../ui/section'
import type { PeopleActions } from './people-actions'
import { PeopleTable } from './people-table'

type Props = {
  resourceId: string
  view: Awaited<ReturnType<typeof listPeople>>
  mine: boolean
  actions: PeopleActions
  /** The page that the list stands on, and what its search and its pages are called in that page's address. */
  place?: Place
  /** Said where nobody holds it; null: that nobody but the reader can open it. */
  nobody?: ReactNode
}

type Place = { path: string; search: string; page: string; hash?: string }

/** From how many people on a search is worth its room. */
const MANY = 8

export function People({ resourceId, view, mine, actions, place, nobody }: Props) {
  const { rows, q, ...pages } = view
  const { path, search, page, hash = '' } = place ?? { path: sharePath(resourceId), search: 'q', page: 'page' }
  return (
    <Section title={place ? 'People' : 'Who can open it'} id={place ? 'people' : undefined}>
      <div className="flex flex-col gap-4">
        {(q || pages.total >= MANY) && (
          <ListFilters path={path} search={{ name: search, label: 'Name or address', value: q }} hash={hash} />
        )}
        {rows.length > 0 && <PeopleTable resourceId={resourceId} rows={rows} mine={mine} actions={actions} />}
        {rows.length === 0 &&
          (q ? <p className="py-6 text-muted">Nobody here matches “{q}”.</p> : (nobody ?? <Nobody />))}
        {pages.pages > 1 && (
          <Pagination
            {...pages}
            noun={['person', 'people']}
            href={(number) => listAddress(path, { [search]: q, [page]: number }) + hash}
          />
        )}
      </div>
    </Section>
  )
}

const Nobody = () => (
  <EmptyState title="Nobody but you can open this yet.">Add people, or create a share link below.</EmptyState>
)
