import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import type { RoundView } from '@/lib/reviews/administering/round-view'
import { Time } from '../../ui/time'
import { DataTable, type Column } from '../../ui/data-table'

const WIDTH = 960
const HEIGHT = 240
const EDGE = { top: 12, right: 0, bottom: 24, left: 64 }

/** From the axis up; always in this order, and named in the title and the table. */
const parts = [
  { key: 'approved', label: 'Approved', className: 'fill-accent' },
  { key: 'denied', label: 'Denied', className: 'fill-danger' },
  { key: 'dontKnow', label: 'Don’t know', className: 'fill-warning' },
  { key: 'notReviewed', label: 'Not reviewed', className: 'fill-hover stroke-control' },
] as const

/** What was answered in each round, side by side through time; the same as a table for whoever reads. */
export function AnswersChart({ rounds }: { rounds: RoundView[] }) {
  return (
    <figure className="flex flex-col gap-4">
      <div className="overflow-x-auto">
        <Bars rounds={rounds} />
      </div>
      <figcaption>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small text-muted">
          {parts.map(({ key, label, className }) => (
            <li key={key} className="flex items-center gap-2">
              <svg viewBox="0 0 12 12" className="size-3" aria-hidden>
                <rect x={0.5} y={0.5} width={11} height={11} className={className} />
              </svg>
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
      <details>
        <summary className="inline-flex min-h-11 items-center text-small font-medium text-accent underline underline-offset-4">The same as a table</summary>
        <DataTable label="Answers per round" columns={columns} rows={[...rounds].reverse()} rowKey={({ id }) => id} />
      </details>
    </figure>
  )
}

function Bars({ rounds }: { rounds: RoundView[] }) {
  const x = scaleBand({ domain: rounds.map(({ number }) => number), range: [EDGE.left, WIDTH - EDGE.right], padding: 0.35 })
  const y = scaleLinear({ domain: [0, Math.max(1, ...rounds.map(({ items }) => items))], range: [HEIGHT - EDGE.bottom, EDGE.top], nice: true })
  const width = Math.min(x.bandwidth(), 56)
  return (
    <svg role="img" aria-labelledby="answers-title" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full min-w-[36rem] text-small">
      <title id="answers-title">{`Answers in the last ${rounds.length === 1 ? 'round' : `${rounds.length} rounds`}: ${rounds.map(summary).join('; ')}`}</title>
      {y.ticks(4).filter(Number.isInteger).map((tick) => (
        <g key={tick}>
          <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={EDGE.left - 8} y={y(tick)} dy="0.32em" textAnchor="end" className="fill-muted tabular-nums">{tick.toLocaleString('en')}</text>
        </g>
      ))}
      {rounds.map((round) => (
        <g key={round.id}>
          {stacked(round).map(({ key, className, from, to }) => (
            <Bar key={key} x={(x(round.number) ?? 0) + (x.bandwidth() - width) / 2} width={width} y={y(to)} height={Math.max(0, y(from) - y(to))} className={className} />
          ))}
          <text x={(x(round.number) ?? 0) + x.bandwidth() / 2} y={HEIGHT - 6} textAnchor="middle" className="fill-muted tabular-nums">{round.number}</text>
        </g>
      ))}
    </svg>
  )
}

/** Each part from where the one below it ends. */
const stacked = (round: RoundView) =>
  parts.map((part, at) => {
    const from = parts.slice(0, at).reduce((sum, { key }) => sum + round[key], 0)
    return { ...part, from, to: from + round[part.key] }
  }).filter(({ from, to }) => to > from)

const summary = ({ number, approved, denied, dontKnow, notReviewed }: RoundView) =>
  `round ${number}, ${approved} approved, ${denied} denied, ${dontKnow} don’t know, ${notReviewed} not reviewed`

const columns: Column<RoundView>[] = [
  { key: 'round', header: 'Round', cell: ({ number, startsAt }) => <>Round {number}, <Time value={startsAt} mode="date" /></> },
  ...parts.map(({ key, label }): Column<RoundView> => ({ key, header: label, className: 'sm:text-right', cell: (round) => round[key].toLocaleString('en') })),
]
