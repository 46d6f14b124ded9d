import clsx from 'clsx'
import { Link } from '../../ui/link'
import type { ReactNode } from 'react'
import { answeringPath } from '@/lib/page-paths'
import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import type { MyItemsView } from '@/lib/reviews/answering/list-my-items'
import { ListFilters } from '../../ui/list-filters'
import { PhoneFold } from '../../ui/phone-fold'

type Place = Partial<Pick<MyItemsView, 'q' | 'state' | 'by' | 'sort' | 'page'>>

/** What of the filters is not as usual, to be kept by a form or an address. */
function keptFilters({ state, by, sort }: Place): Record<string, string> {
  return {
    ...(state && state !== 'all' && { state }),
    ...(by && by !== 'person' && { by }),
    ...(sort && sort !== 'usual' && { sort }),
  }
}

/** The address of a page of items; what is usual is left out. */
export function itemsAddress(roundId: string, { q, page, ...place }: Place) {
  const query = new URLSearchParams({
    ...(q && { q }),
    ...keptFilters(place),
    ...(page && page > 1 && { page: String(page) }),
  })
  return query.size > 0 ? `${answeringPath(roundId)}?${query}` : answeringPath(roundId)
}

const states = [
  { value: 'open', label: 'Open' },
  { value: 'approve', label: 'Approved' },
  { value: 'deny', label: 'Denied' },
  { value: 'dont_know', label: 'Don’t know' },
  { value: 'ended', label: 'Ended before' },
] as const

const orders = [
  { by: 'person', sort: 'usual', word: 'By person' },
  { by: 'resource', sort: 'usual', word: 'By resource' },
  { by: 'person', sort: 'unused', word: 'Longest unused' },
  { by: 'person', sort: 'denied', word: 'Denial recommended' },
  { by: 'person', sort: 'newest', word: 'Newest' },
] as const

type Props = { round: MyRoundView; items: MyItemsView; /** What is done with the items at once. */ children: ReactNode }

/** Narrows, orders and answers what lies before a reviewer. On a phone, where the items come first, it is folded until it is asked for or in force. */
export function ItemFilters({
  round: { roundId, counts, subject, recommendations },
  items: { q, state, by, sort },
  children,
}: Props) {
  const count = {
    open: counts.items - counts.answered,
    approve: counts.approve,
    deny: counts.deny,
    dont_know: counts.dont_know,
    ended: counts.ended,
  }
  const shown = states.filter(({ value }) => value !== 'ended' || value === state || counts.ended)
  const offered = orders.filter(
    (order) => (subject === 'grant' || order.by === 'person') && (recommendations || order.sort !== 'denied'),
  )
  const inForce = Boolean(q) || Object.keys(keptFilters({ state, by, sort })).length > 0
  return (
    <div className="mb-4">
      <PhoneFold label="Search, filter and sort" open={inForce}>
        <div className="flex flex-col gap-2">
          <ListFilters
            path={itemsAddress(roundId, {})}
            search={{ label: 'Guest or resource', value: q }}
            filters={[
              {
                as: 'chips',
                name: 'state',
                value: state === 'all' ? '' : state,
                options: shown.map((one) => ({ ...one, count: count[one.value] })),
              },
            ]}
            keep={keptFilters({ by, sort })}
            beside={children}
          />
          <nav aria-label="Sort" className="scroller -mx-2 flex gap-x-1 text-small whitespace-nowrap sm:flex-wrap">
            {offered.map((one) => (
              <Choice
                key={one.word}
                href={itemsAddress(roundId, { q, state, ...one })}
                chosen={one.sort === sort && (one.by === by || sort !== 'usual')}
              >
                {one.word}
              </Choice>
            ))}
          </nav>
        </div>
      </PhoneFold>
    </div>
  )
}

const Choice = ({ href, chosen, children }: { href: string; chosen: boolean; children: ReactNode }) => (
  <Link
    href={href}
    aria-current={chosen || undefined}
    className={clsx(
      'inline-flex min-h-11 items-center gap-1.5 rounded px-2 underline-offset-4 hover:text-ink hover:underline',
      chosen ? 'font-semibold text-ink' : 'text-muted',
    )}
  >
    {children}
  </Link>
)
