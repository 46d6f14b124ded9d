import { roundPath } from '@/lib/page-paths'
import type { listRoundItems } from '@/lib/reviews/administering/list-round-items'
import { listAddress } from '../../ui/list-address'
import type { ListFilter } from '../../ui/list-filter'
import { ListFilters } from '../../ui/list-filters'
import { Banner } from '../../ui/banner'
import { LinkButton } from '../../ui/link-button'
import { answerWords, resultWords } from './answer-words'
import { ItemsTable } from './items-table'

type Props = { roundId: string; view: Awaited<ReturnType<typeof listRoundItems>> }

const outcomes = ['approve', 'deny', 'dont_know', 'not_reviewed'] as const

/** What a round asks about, by person, with what was answered and what was done. */
export function RoundItems({ roundId, view: { rows, query, counts, tooMany, next, previous, total } }: Props) {
  const { q, outcome, result, reviewer } = query
  const path = roundPath(roundId)
  const address = (more: Record<string, string | number | null>) =>
    listAddress(path, { q, outcome, result, reviewer, ...more })
  const filters: ListFilter[] = [
    {
      as: 'chips',
      name: 'outcome',
      value: outcome ?? '',
      options: outcomes.map((value) => ({ value, label: answerWords[value], count: counts[value] })),
    },
    { as: 'given', name: 'result', value: result ?? '', said: result ? resultWords[result] : '' },
    { as: 'given', name: 'reviewer', value: reviewer ?? '', said: 'One reviewer' },
  ]
  if (total === 0) return null
  return (
    <div className="mb-10 flex flex-col gap-4">
      <ListFilters path={path} search={{ label: 'Person or resource', value: q }} filters={filters} />
      {tooMany && (
        <Banner tone="warning">More than 100 people or resources match. The first 100 are shown: type more.</Banner>
      )}
      {rows.length > 0 ? (
        <ItemsTable rows={rows} />
      ) : (
        <p className="py-6 text-muted">No item matches. Take a filter away, or try fewer letters.</p>
      )}
      <Turn
        next={next !== null ? address({ after: next }) : null}
        previous={previous !== null ? address({ before: previous }) : null}
      />
    </div>
  )
}

/** Pages go on from an item, so that the last one is as near as the first. */
function Turn({ next, previous }: { next: string | null; previous: string | null }) {
  if (!next && !previous) return null
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2">
      {previous && (
        <LinkButton href={previous} rel="prev">
          Previous
        </LinkButton>
      )}
      {next && (
        <LinkButton href={next} rel="next">
          Next
        </LinkButton>
      )}
    </nav>
  )
}
