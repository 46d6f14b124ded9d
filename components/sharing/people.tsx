import { sharePath } from '@/lib/page-paths'
import type { listPeople } from '@/lib/sharing/list-people'
import { listAddress } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { EmptyState } from '../ui/empty-state'
import { Pagination } from '../ui/pagination'
import { Section } from '../ui/section'
import type { PeopleActions } from './people-actions'
import { PeopleTable } from './people-table'

type Props = { resourceId: string; view: Awaited<ReturnType<typeof listPeople>>; mine: boolean; actions: PeopleActions }

/** From how many people on a search is worth its room. */
const MANY = 8

export function People({ resourceId, view: { rows, q, ...pages }, mine, actions }: Props) {
  const address = (more: Record<string, string | number | null>) => listAddress(sharePath(resourceId), { q, ...more })
  return (
    <Section title="Who can open it">
      <div className="flex flex-col gap-4">
        {(q || pages.total >= MANY) && (
          <ListFilters path={sharePath(resourceId)} search={{ label: 'Name or address', value: q }} />
        )}
        {rows.length > 0 && <PeopleTable resourceId={resourceId} rows={rows} mine={mine} actions={actions} />}
        {rows.length === 0 && (q ? <p className="py-6 text-muted">Nobody here matches “{q}”.</p> : <Nobody />)}
        {pages.pages > 1 && <Pagination {...pages} noun={['person', 'people']} href={(page) => address({ page })} />}
      </div>
    </Section>
  )
}

const Nobody = () => (
  <EmptyState title="Nobody but you can open this yet.">Add people, or create a share link below.</EmptyState>
)
