import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import type { DayOfSignIns } from '@/lib/audit/sign-ins/find-sign-ins'
import { DataTable, type Column } from '../ui/data-table'

const WIDTH = 960
const HEIGHT = 200
const EDGE = { top: 12, right: 0, bottom: 24, left: 48 }

/** From the axis up; always in this order, and named in the title and the table. */
const parts = [
  { key: 'signIns', label: 'Signed in', className: 'fill-hover stroke-control' },
  { key: 'allowed', label: 'Let on', className: 'fill-accent' },
  { key: 'asked', label: 'Asked', className: 'fill-warning' },
  { key: 'refused', label: 'Refused', className: 'fill-danger' },
] as const

/** Sign-ins and answers of policies, day by day; the same as a table for whoever reads. */
export function SignInsChart({ days }: { days: DayOfSignIns[] }) {
  if (days.every((day) => totalOf(day) === 0)) return null
  return (
    <figure className="flex flex-col gap-3">
      <div className="overflow-x-auto">
        <Bars days={days} />
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
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-small font-medium text-accent underline underline-offset-4">The same as a table</summary>
        <DataTable label="Sign-ins by day" columns={columns} rows={[...days].reverse()} rowKey={({ day }) => day} />
      </details>
    </figure>
  )
}

function Bars({ days }: { days: DayOfSignIns[] }) {
  const x = scaleBand({ domain: days.map(({ day }) => day), range: [EDGE.left, WIDTH - EDGE.right], padding: 0.3 })
  const y = scaleLinear({ domain: [0, Math.max(1, ...days.map(totalOf))], range: [HEIGHT - EDGE.bottom, EDGE.top], nice: true })
  const every = Math.max(1, Math.ceil(days.length / 8))
  const refused = days.reduce((sum, day) => sum + day.refused, 0)
  const all = days.reduce((sum, day) => sum + day.signIns, 0)
  return (
    <svg role="img" aria-labelledby="sign-ins-title" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full min-w-[36rem] text-small">
      <title id="sign-ins-title">{`From ${days[0]?.day} to ${days.at(-1)?.day}: ${all.toLocaleString('en')} sign-ins, ${refused.toLocaleString('en')} refusals`}</title>
      {y.ticks(4).filter(Number.isInteger).map((tick) => (
        <g key={tick}>
          <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={EDGE.left - 8} y={y(tick)} dy="0.32em" textAnchor="end" className="fill-muted tabular-nums">{tick.toLocaleString('en')}</text>
        </g>
      ))}
      {days.map((day, n) => (
        <g key={day.day}>
          {stacked(day).map(({ key, className, from, to }) => (
            <Bar key={key} x={x(day.day) ?? 0} width={x.bandwidth()} y={y(to)} height={Math.max(0, y(from) - y(to))} className={className} />
          ))}
          {n % every === 0 && (
            <text x={(x(day.day) ?? 0) + x.bandwidth() / 2} y={HEIGHT - 6} textAnchor="middle" className="fill-muted tabular-nums">{shortDay(day.day)}</text>
          )}
        </g>
      ))}
    </svg>
  )
}

const totalOf = (day: DayOfSignIns) => parts.reduce((sum, { key }) => sum + day[key], 0)

/** Each part from where the one below it ends. */
const stacked = (day: DayOfSignIns) =>
  parts.map((part, at) => {
    const from = parts.slice(0, at).reduce((sum, { key }) => sum + day[key], 0)
    return { ...part, from, to: from + day[part.key] }
  }).filter(({ from, to }) => to > from)

const shortDay = (day: string) => new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day))

const columns: Column<DayOfSignIns>[] = [
  { key: 'day', header: 'Day', cell: ({ day }) => day },
  ...parts.map(({ key, label }): Column<DayOfSignIns> => ({ key, header: label, className: 'sm:text-right', cell: (day) => day[key].toLocaleString('en') })),
]
