import { Link } from '../../ui/link'
import { reviewPath, roundPath } from '@/lib/page-paths'
import type { ReviewRow } from '@/lib/reviews/administering/list-reviews'
import { DataTable, type Column } from '../../ui/data-table'
import { Day } from '../../ui/day'
import { Time } from '../../ui/time'
import { AnsweredBar } from './answered-bar'
import { PaceChip, RoundState, WaitingChip } from './round-state'

type Sort = Column<ReviewRow>['sort']

export function ReviewsTable({ rows, sorts }: { rows: ReviewRow[]; sorts: { name: Sort; next: Sort } }) {
  const columns: Column<ReviewRow>[] = [
    { key: 'name', header: 'Review', sort: sorts.name, cell: (row) => <Name row={row} /> },
    { key: 'state', header: 'Current round', cell: ({ round }) => <State round={round} /> },
    {
      key: 'answered',
      header: 'Answered',
      cell: ({ round, name }) =>
        round ? (
          <AnsweredBar
            answered={round.answered}
            ended={round.ended}
            items={round.items}
            label={`Answered in ${name}`}
          />
        ) : (
          <span className="text-muted">–</span>
        ),
    },
    {
      key: 'ends',
      header: 'Ends',
      cell: ({ round }) => (round ? <RoundEnd round={round} /> : <span className="text-muted">–</span>),
    },
    { key: 'next', header: 'Next round', sort: sorts.next, cell: (row) => <Next row={row} /> },
  ]
  return <DataTable label="Access reviews" columns={columns} rows={rows} rowKey={({ id }) => id} />
}

const Name = ({ row: { id, name, repeats } }: { row: ReviewRow }) => (
  <span className="flex flex-col">
    <Link href={reviewPath(id)} className="wrap-anywhere underline-offset-4 hover:underline">
      <bdi>{name}</bdi>
    </Link>
    <span className="text-small font-normal text-muted">{repeats}</span>
  </span>
)

function State({ round }: { round: ReviewRow['round'] }) {
  if (!round) return <WaitingChip />
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Link href={roundPath(round.id)} className="underline-offset-4 hover:underline">
        <span className="sr-only">Round {round.number}: </span>
        <RoundState status={round.status} />
      </Link>
      <PaceChip pace={round.pace} />
    </span>
  )
}

const RoundEnd = ({ round: { endedAt, endsAt } }: { round: NonNullable<ReviewRow['round']> }) =>
  endedAt ? <Time value={endedAt} /> : <Day value={endsAt} mode="relative" />

function Next({ row: { nextRoundAt, endedAt } }: { row: ReviewRow }) {
  if (nextRoundAt) return <Day value={nextRoundAt} mode="relative" />
  return <span className="text-muted">{endedAt ? 'Ended' : 'None'}</span>
}
