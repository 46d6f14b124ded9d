import type { RoundView } from '@/lib/reviews/rounds/round-view'
import { type Part, StackedChart } from '../../ui/stacked-chart'
import { Day } from '../../ui/day'

const parts: Part<RoundView>[] = [
  { label: 'Approved', className: 'fill-accent', value: ({ approved }) => approved },
  { label: 'Denied', className: 'fill-danger', value: ({ denied }) => denied },
  { label: 'Don’t know', className: 'fill-warning', value: ({ dontKnow }) => dontKnow },
  { label: 'Not reviewed', className: 'fill-hover stroke-control', value: ({ notReviewed }) => notReviewed },
  { label: 'Ended before', className: 'fill-sunken stroke-control', value: ({ ended }) => ended },
]

/** What was answered in each round. */
export const AnswersChart = ({ rounds }: { rounds: RoundView[] }) => (
  <StackedChart
    title={`Answers in the last ${rounds.length === 1 ? 'round' : `${rounds.length} rounds`}: ${rounds.map(summary).join('; ')}`}
    rows={rounds}
    parts={parts}
    rowKey={({ id }) => id}
    tick={({ number }) => String(number)}
    first={{
      key: 'round',
      header: 'Round',
      cell: ({ number, startsAt }) => (
        <>
          Round {number}, <Day value={startsAt} />
        </>
      ),
    }}
    tableLabel="Answers per round"
  />
)

const summary = ({ number, approved, denied, dontKnow, notReviewed, ended }: RoundView) =>
  `round ${number}, ${approved} approved, ${denied} denied, ${dontKnow} don’t know, ${notReviewed} not reviewed, ${ended} ended before`
