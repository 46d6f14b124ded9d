import { Link } from '../../ui/link'
import { roundPath } from '@/lib/page-paths'
import type { RoundView } from '@/lib/reviews/rounds/round-view'
import { DataTable, type Column } from '../../ui/data-table'
import { Day } from '../../ui/day'
import { Time } from '../../ui/time'
import { AnsweredBar } from './answered-bar'
import { PaceChip, RoundState } from './round-state'

const columns: Column<RoundView>[] = [
  {
    key: 'round',
    header: 'Round',
    cell: ({ id, number, startsAt }) => (
      <Link href={roundPath(id)} className="underline-offset-4 hover:underline">
        Round {number}, <Day value={startsAt} />
      </Link>
    ),
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ status, pace }) => (
      <span className="flex flex-wrap gap-1.5">
        <RoundState status={status} />
        <PaceChip pace={pace} />
      </span>
    ),
  },
  {
    key: 'answered',
    header: 'Answered',
    cell: ({ answered, ended, items, number }) => (
      <AnsweredBar answered={answered} ended={ended} items={items} label={`Answered in round ${number}`} />
    ),
  },
  {
    key: 'ends',
    header: 'Ends',
    cell: ({ endedAt, endsAt }) => (endedAt ? <Time value={endedAt} /> : <Day value={endsAt} mode="relative" />),
  },
  {
    key: 'removed',
    header: 'Removed',
    className: 'sm:text-right',
    cell: ({ removed }) => removed.toLocaleString('en'),
  },
]

export const RoundsTable = ({ rounds }: { rounds: RoundView[] }) => (
  <DataTable label="Rounds" columns={columns} rows={rounds} rowKey={({ id }) => id} />
)
