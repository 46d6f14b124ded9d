import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Link } from './link'
import { Fragment, type ReactNode } from 'react'

export type Column<Row> = {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** A cell is as wide as its words up to 12rem; give `whitespace-normal` where it may take what the others leave, `text-right` for sums. */
  className?: string
  /** For a column of buttons: the header is only heard. */
  headerHidden?: boolean
  /** Makes the header a link that sorts. `direction`: how this column is sorted now. */
  sort?: { href: string; direction: 'ascending' | 'descending' | null }
}

type Props<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Rows of what has ended or was deleted. Some can still be brought back. */
  struck?: (row: Row) => boolean
  /** As a card its cells stand beside each other and say by themselves what they are: for long lists that are looked through. */
  dense?: boolean
  /** What belongs to a row and wants the table's whole width: stands in a line of its own below it. */
  below?: { header: string; cell: (row: Row) => ReactNode }
}

/** A real table; below 640 px its rows become cards. The first column names the row. */
export function DataTable<Row>({ label, columns, rows, rowKey, struck, dense, below }: Props<Row>) {
  return (
    <div className="@container">
      <table role="table" aria-label={label} className={dense ? 'data-table dense' : 'data-table'}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Fragment key={rowKey(row)}>
              <tr role="row" className={clsx(struck?.(row) && 'struck', below && 'continued') || undefined}>
                {columns.map((column, at) => (
                  <Cell key={column.key} column={column} row={row} first={at === 0} />
                ))}
              </tr>
              {below && <Below below={below} row={row} across={columns.length} />}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function HeaderCell<Row>({ column }: { column: Column<Row> }) {
  const { sort } = column
  return (
    <th role="columnheader" scope="col" aria-sort={sort?.direction ?? undefined} className={column.className}>
      {sort ? (
        <SortLink header={column.header} sort={sort} />
      ) : (
        <span className={column.headerHidden ? 'sr-only' : ''}>{column.header}</span>
      )}
    </th>
  )
}

function SortLink({ header, sort }: { header: string; sort: NonNullable<Column<unknown>['sort']> }) {
  const Arrow = sort.direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <Link href={sort.href} className="items-center gap-1 underline-offset-4 hover:text-ink hover:underline">
      {header}
      {sort.direction && <Arrow className="size-3.5" />}
    </Link>
  )
}

function Cell<Row>({ column, row, first }: { column: Column<Row>; row: Row; first: boolean }) {
  if (!first)
    return (
      <td role="cell" data-label={column.headerHidden ? undefined : column.header} className={column.className}>
        <div className="cell min-w-0">{column.cell(row)}</div>
      </td>
    )
  return (
    <th role="rowheader" scope="row" className={column.className}>
      <div className="cell min-w-0">{column.cell(row)}</div>
    </th>
  )
}

const Below = <Row,>({ below, row, across }: { below: NonNullable<Props<Row>['below']>; row: Row; across: number }) => (
  <tr role="row" className="below">
    <td role="cell" colSpan={across} data-label={below.header} className="whitespace-normal">
      <div className="cell min-w-0 grow">{below.cell(row)}</div>
    </td>
  </tr>
)
