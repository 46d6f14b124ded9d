import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { useId } from 'react'
import { DataTable, type Column } from './data-table'
import { Scroller } from './scroller'

const WIDTH = 960
const HEIGHT = 240
const EDGE = { top: 12, right: 16, bottom: 24, left: 64 }

/** Ticks below the bars, at most: days of a month would run into each other. */
const MOST_TICKS = 12

export type Part<Row> = { label: string; className: string; value: (row: Row) => number }

type Props<Row> = {
  /** What the picture says, for whoever can't see it. */
  title: string
  /** From left to right. */
  rows: readonly Row[]
  /** From the axis up. */
  parts: readonly Part<Row>[]
  rowKey: (row: Row) => string
  /** What stands below a bar. */
  tick: (row: Row) => string
  /** Names a row in the table, which has the newest first. */
  first: Column<Row>
  tableLabel: string
}

/** Sums of several kinds side by side through time, with a legend; the same as a table for whoever reads. */
export function StackedChart<Row>({ rows, parts, first, tableLabel, ...bars }: Props<Row>) {
  const columns: Column<Row>[] = [
    first,
    ...parts.map(({ label, value }) => ({
      key: label,
      header: label,
      className: 'sm:text-right',
      cell: (row: Row) => value(row).toLocaleString('en'),
    })),
  ]
  return (
    <figure className="flex flex-col gap-4">
      <Scroller label={tableLabel}>
        <Bars rows={rows} parts={parts} {...bars} />
      </Scroller>
      <figcaption>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small text-muted">
          {parts.map(({ label, className }) => (
            <li key={label} className="flex items-center gap-2">
              <svg viewBox="0 0 12 12" className="size-3" aria-hidden>
                <rect x={0.5} y={0.5} width={11} height={11} className={className} />
              </svg>
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-small font-medium text-accent underline underline-offset-4">
          The same as a table
        </summary>
        <DataTable label={tableLabel} columns={columns} rows={[...rows].reverse()} rowKey={bars.rowKey} />
      </details>
    </figure>
  )
}

function Bars<Row>({
  title,
  rows,
  parts,
  rowKey,
  tick,
}: Pick<Props<Row>, 'title' | 'rows' | 'parts' | 'rowKey' | 'tick'>) {
  const id = useId()
  const x = scaleBand({ domain: rows.map(rowKey), range: [EDGE.left, WIDTH - EDGE.right], padding: 0.35 })
  const y = scaleLinear({
    domain: [0, Math.max(1, ...rows.map((row) => sum(parts, row)))],
    range: [HEIGHT - EDGE.bottom, EDGE.top],
    nice: true,
  })
  const width = Math.min(x.bandwidth(), 56)
  const every = Math.ceil(rows.length / MOST_TICKS)
  return (
    <svg role="img" aria-labelledby={id} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full min-w-[52rem] text-small">
      <title id={id}>{title}</title>
      {y
        .ticks(4)
        .filter(Number.isInteger)
        .map((line) => (
          <g key={line}>
            <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(line)} y2={y(line)} className="stroke-line" />
            <text x={EDGE.left - 8} y={y(line)} dy="0.32em" textAnchor="end" className="fill-muted tabular-nums">
              {line.toLocaleString('en')}
            </text>
          </g>
        ))}
      {rows.map((row, n) => (
        <g key={rowKey(row)}>
          {stacked(parts, row).map(({ label, className, from, to }) => (
            <Bar
              key={label}
              x={(x(rowKey(row)) ?? 0) + (x.bandwidth() - width) / 2}
              width={width}
              y={y(to)}
              height={Math.max(0, y(from) - y(to))}
              className={className}
            />
          ))}
          {n % every === 0 && (
            <text
              x={(x(rowKey(row)) ?? 0) + x.bandwidth() / 2}
              y={HEIGHT - 6}
              textAnchor="middle"
              className="fill-muted tabular-nums"
            >
              {tick(row)}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

const sum = <Row,>(parts: readonly Part<Row>[], row: Row) => parts.reduce((total, { value }) => total + value(row), 0)

/** Each part from where the one below it ends. */
const stacked = <Row,>(parts: readonly Part<Row>[], row: Row) =>
  parts
    .map((part, at) => {
      const from = sum(parts.slice(0, at), row)
      return { ...part, from, to: from + part.value(row) }
    })
    .filter(({ from, to }) => to > from)
