import type { listReviews } from '@/lib/reviews/administering/list-reviews'
import type { ReviewTemplate } from '@/lib/reviews/setting-up/review-templates'
import { listAddress, sortBy } from '../../ui/list-address'
import { ListFilters } from '../../ui/list-filters'
import { EmptyState } from '../../ui/empty-state'
import { LinkButton } from '../../ui/link-button'
import { Pagination } from '../../ui/pagination'
import { ReviewsTable } from './reviews-table'
import { Templates } from './templates'

type Props = { view: Awaited<ReturnType<typeof listReviews>>; templates: readonly ReviewTemplate[] }

/** Every review with its newest round; while there is none, what to begin with. */
export function ReviewList({ view: { rows, q, sort, ...pages }, templates }: Props) {
  if (pages.total === 0 && !q) return <Templates templates={templates} />
  const address = (more: Record<string, string | number | null>) => listAddress('/admin/reviews', { q, sort, ...more })
  const by = (next: string) => address({ sort: next })
  const sorts = { name: sortBy(sort, 'name', 'ascending', by), next: sortBy(sort, 'next', 'ascending', by) }
  return (
    <div className="flex flex-col gap-4">
      <ListFilters path="/admin/reviews" search={{ label: 'Name of a review', value: q }} keep={{ sort }} />
      {rows.length > 0 ? <ReviewsTable rows={rows} sorts={sorts} /> : <Nothing />}
      <Pagination {...pages} noun={['review', 'reviews']} href={(page) => address({ page })} />
    </div>
  )
}

const Nothing = () => (
  <EmptyState title="No review matches" action={<LinkButton href="/admin/reviews">Show all reviews</LinkButton>}>
    Try fewer letters.
  </EmptyState>
)
