import { Link } from '../ui/link'
import type { InboxView } from '@/lib/sharing/list-inbox'

type Place = Partial<Pick<InboxView, 'q' | 'sort' | 'page'>>

const orders = [
  { sort: 'newest', word: 'Newest' },
  { sort: 'title', word: 'Title' },
  { sort: 'ending', word: 'Ending first' },
] as const

/** The address of an inbox page; what is usual is left out. */
export function inboxPath({ q, sort, page }: Place) {
  const query = new URLSearchParams({
    ...(q && { q }),
    ...(sort && sort !== 'newest' && { sort }),
    ...(page && page > 1 && { page: String(page) }),
  })
  return query.size > 0 ? `/shared-with-me?${query}` : '/shared-with-me'
}

export function SortLinks({ q, sort }: Required<Omit<Place, 'page'>>) {
  return (
    <nav aria-label="Sort" className="-mx-2 flex gap-1 text-small">
      {orders.map((order) => (
        <Link
          key={order.sort}
          href={inboxPath({ q, sort: order.sort })}
          aria-current={order.sort === sort || undefined}
          className="inline-flex min-h-11 items-center rounded px-2 text-muted underline-offset-4 hover:text-ink hover:underline aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {order.word}
        </Link>
      ))}
    </nav>
  )
}
