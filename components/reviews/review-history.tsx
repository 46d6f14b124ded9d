import { Link } from '../ui/link'
import { roundPath } from '@/lib/page-paths'
import type { ReviewHistory as View } from '@/lib/reviews/results/list-review-history'
import { DataTable, type Column } from '../ui/data-table'
import { Pagination } from '../ui/pagination'
import { Section } from '../ui/section'
import { Day } from '../ui/day'
import { Time } from '../ui/time'
import { AnswerChip, answerWords, resultOf } from './administering/answer-words'

type Row = View['rows'][number]

type Props = {
  view: View
  /** What a row is about besides the page's own subject. */
  about: 'person' | 'resource'
  empty: string
  href: (page: number) => string
}

/** What reviews asked about a guest or a resource, newest first: who said what, and what became of it. */
export function ReviewHistory({ view: { rows, mayOpenRounds, ...pages }, about, empty, href }: Props) {
  const columns: Column<Row>[] = [
    {
      key: 'round',
      header: 'Review',
      className: '@[38.01rem]:w-[35%]',
      cell: (row) => <Round row={row} link={mayOpenRounds} />,
    },
    about === 'person'
      ? {
          key: 'guest',
          header: 'Guest',
          className: 'whitespace-normal',
          cell: ({ name, address }) => <Named name={name} address={address} />,
        }
      : {
          key: 'resource',
          header: 'Resource',
          className: 'whitespace-normal',
          cell: ({ resourceId, title }) =>
            resourceId ? (title ?? 'A deleted resource') : <span className="text-muted">Everything</span>,
        },
    { key: 'answer', header: 'Outcome', className: 'whitespace-normal', cell: (row) => <Answer row={row} /> },
    { key: 'done', header: 'Result', className: 'whitespace-normal', cell: (row) => <Done row={row} /> },
  ]
  return (
    <Section title="Reviews" id="reviews">
      {rows.length > 0 ? (
        <DataTable label="Reviews" columns={columns} rows={rows} rowKey={({ roundId, id }) => `${roundId} ${id}`} />
      ) : (
        <p className="text-muted">{empty}</p>
      )}
      {pages.pages > 1 && (
        <div className="mt-4">
          <Pagination {...pages} noun={['item', 'items']} href={href} />
        </div>
      )}
    </Section>
  )
}

function Round({ row: { roundId, review, number, startsAt }, link }: { row: Row; link: boolean }) {
  return (
    <span className="flex flex-col">
      {link ? (
        <Link href={roundPath(roundId)} className="wrap-anywhere underline-offset-4 hover:underline">
          <bdi>{review}</bdi>
        </Link>
      ) : (
        <span dir="auto" className="wrap-anywhere">
          {review}
        </span>
      )}
      <span className="text-small font-normal text-muted">
        Round {number}, <Day value={startsAt} />
      </span>
    </span>
  )
}

const Named = ({ name, address }: Pick<Row, 'name' | 'address'>) => (
  <span className="flex flex-col">
    <span dir="auto" className="wrap-anywhere">
      {name ?? address}
    </span>
    {name && <span className="text-small wrap-anywhere text-muted">{address}</span>}
  </span>
)

function Answer({ row: { outcome, answer, reviewer, answeredAt } }: { row: Row }) {
  return (
    <span className="flex flex-col items-start gap-0.5">
      <AnswerChip answer={outcome} />
      {answer && reviewer && answeredAt && (
        <span className="text-small text-muted">
          {answer === outcome ? 'by' : `${answerWords[answer]} by`} <bdi>{reviewer}</bdi>, <Time value={answeredAt} />
        </span>
      )}
    </span>
  )
}

const Done = ({ row: { done, resultAt, resultReason, resourceId } }: { row: Row }) => (
  <span className="flex flex-col">
    <span className={done === 'failed' ? 'text-danger' : done ? undefined : 'text-muted'}>
      {done === null ? 'Not yet' : done === 'kept' ? 'Kept' : resultOf(done, { resourceId })}
      {done === 'ended_before' && resultAt && (
        <>
          , on <Time value={resultAt} mode="date" />
        </>
      )}
    </span>
    {resultReason && <span className="text-small text-muted">{resultReason}</span>}
  </span>
)
