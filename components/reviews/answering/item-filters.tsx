import Link from 'next/link'
import clsx from 'clsx'
import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import type { MyItemsView } from '@/lib/reviews/answering/list-my-items'
import { FilterChips } from '../../ui/filter-chips'

type Place = Partial<Pick<MyItemsView, 'q' | 'state' | 'by' | 'sort' | 'page'>>

/** What of the filters is not as usual, to be kept by a form or an address. */
export function keptFilters({ state, by, sort }: Place): Record<string, string> {
  return { ...(state && state !== 'all' && { state }), ...(by && by !== 'person' && { by }), ...(sort && sort !== 'usual' && { sort }) }
}

/** The address of a page of items; what is usual is left out. */
export function itemsAddress(roundId: string, { q, page, ...place }: Place) {
  const query = new URLSearchParams({ ...(q && { q }), ...keptFilters(place), ...(page && page > 1 && { page: String(page) }) })
  return query.size > 0 ? `/reviews/${roundId}?${query}` : `/reviews/${roundId}`
}

const states = [
  { state: 'all', word: 'All' },
  { state: 'open', word: 'Open' },
  { state: 'approve', word: 'Approved' },
  { state: 'deny', word: 'Denied' },
  { state: 'dont_know', word: 'Don’t know' },
] as const

const orders = [
  { by: 'person', sort: 'usual', word: 'By person' },
  { by: 'resource', sort: 'usual', word: 'By resource' },
  { by: 'person', sort: 'unused', word: 'Longest unused' },
  { by: 'person', sort: 'denied', word: 'Denial recommended' },
  { by: 'person', sort: 'newest', word: 'Newest' },
] as const

export function ItemFilters({ round: { roundId, counts, subject, recommendations }, items }: { round: MyRoundView; items: MyItemsView }) {
  const { q, state, by, sort } = items
  const count = { all: counts.items, open: counts.items - counts.answered, approve: counts.approve, deny: counts.deny, dont_know: counts.dont_know }
  const offered = orders.filter((order) => (subject === 'grant' || order.by === 'person') && (recommendations || order.sort !== 'denied'))
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <nav aria-label="Filter" className="-mx-2 flex flex-wrap gap-x-1 text-small">
          {states.map((one) => (
            <Choice key={one.state} href={itemsAddress(roundId, { q, by, sort, state: one.state })} chosen={one.state === state}>
              {one.word}
              {count[one.state] !== null && <span className="font-normal text-muted tabular-nums">{count[one.state]!.toLocaleString('en-US')}</span>}
            </Choice>
          ))}
        </nav>
        <nav aria-label="Sort" className="-mx-2 flex flex-wrap gap-x-1 text-small">
          {offered.map((one) => (
            <Choice key={one.word} href={itemsAddress(roundId, { q, state, ...one })} chosen={one.sort === sort && (one.by === by || sort !== 'usual')}>
              {one.word}
            </Choice>
          ))}
        </nav>
      </div>
      {q && <FilterChips filters={[{ label: `“${q}”`, href: itemsAddress(roundId, { state, by, sort }) }]} />}
    </div>
  )
}

const Choice = ({ href, chosen, children }: { href: string; chosen: boolean; children: React.ReactNode }) => (
  <Link
    href={href}
    prefetch={false}
    aria-current={chosen || undefined}
    className={clsx('inline-flex min-h-11 items-center gap-1.5 rounded px-2 underline-offset-4 hover:text-ink hover:underline', chosen ? 'font-semibold text-ink' : 'text-muted')}
  >
    {children}
  </Link>
)
