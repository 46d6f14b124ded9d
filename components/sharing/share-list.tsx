import { Plus } from 'lucide-react'
import type { listShares } from '@/lib/sharing/list-shares'
import { listAddress, sortBy } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { EmptyState } from '../ui/empty-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Pagination } from '../ui/pagination'
import { SharesTable } from './shares-table'

type Props = { view: Awaited<ReturnType<typeof listShares>> }

/** Everything a member shares: what they come home to. */
export function ShareList({ view: { rows, q, sort, ...pages } }: Props) {
  const address = (more: Record<string, string | number | null>) =>
    listAddress('/shares', { q, sort: sort === 'newest' ? null : sort, ...more })
  const by = (next: string) => address({ sort: next })
  const sorts = {
    title: sortBy(sort, 'title', 'ascending', by),
    newest: sortBy(sort, 'newest', 'descending', by),
    opened: sortBy(sort, 'opened', 'descending', by),
  }
  if (pages.total === 0 && !q) return <NothingYet />
  return (
    <>
      <PageHeader
        title="Shared by me"
        action={
          <div className="flex flex-wrap gap-2">
            <ToTrash />
            <NewShare />
          </div>
        }
      />
      <div className="flex flex-col gap-4">
        <ListFilters
          path="/shares"
          search={{ label: 'Title, name or address', value: q }}
          keep={sort === 'newest' ? {} : { sort }}
        />
        {rows.length > 0 ? (
          <SharesTable rows={rows} sorts={sorts} />
        ) : (
          <p className="py-10 text-muted">Nothing that you share matches “{q}”.</p>
        )}
        {pages.total > 0 && <Pagination {...pages} noun={['share', 'shares']} href={(page) => address({ page })} />}
      </div>
    </>
  )
}

const ToTrash = () => (
  <LinkButton href="/shares/trash" variant="quiet">
    Trash
  </LinkButton>
)

const NewShare = () => (
  <LinkButton href="/shares/new" variant="primary">
    <Plus />
    New share
  </LinkButton>
)

const NothingYet = () => (
  <>
    <PageHeader title="Shared by me" action={<ToTrash />} />
    <EmptyState title="What you share will be here." action={<NewShare />}>
      A file, a link or a page, for anyone with an email address. You see who opened it, and take it back whenever you
      like.
    </EmptyState>
  </>
)
