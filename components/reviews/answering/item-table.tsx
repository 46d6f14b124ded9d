import clsx from 'clsx'
import type { ItemRow } from '@/lib/reviews/answering/item-view'
import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import { useHydrated } from '../../ui/use-hydrated'
import { AnswerCell, type RowAnswer } from './answer-cell'
import { EvidenceCell } from './evidence-cell'
import { SubjectCell } from './subject-cell'
import { rowId } from './use-review-keys'
import { displayed } from './displayed'

type RowState = RowAnswer & { selected: boolean; onSelect: (shift: boolean) => void }

type Props = {
  round: MyRoundView
  rows: ItemRow[]
  /** What stands together. */
  by: 'person' | 'resource' | null
  row: (row: ItemRow) => RowState
}

const heads = ['Select', 'Guest and access', 'Evidence', 'Answer']

/** A table whose rows become cards where there is no room; always, where guests are asked about themselves. */
export function ItemTable({ round, rows, by, row: stateOf }: Props) {
  const wide = !round.self
  return (
    <div className="@container">
      <table role="table" aria-label="Items" className="block w-full text-left">
        <thead role="rowgroup" className="sr-only">
          <tr role="row">
            {heads.slice(wide && round.open ? 0 : 1).map((head) => (
              <th key={head} role="columnheader" scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="-mx-3 block border-t border-line">
          {rows.map((row, at) => (
            <Row
              key={row.id}
              round={round}
              row={row}
              state={stateOf(row)}
              repeats={repeats(by, rows[at - 1], row)}
              wide={wide}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function repeats(by: Props['by'], before: ItemRow | undefined, row: ItemRow) {
  if (!before || !by) return null
  const same =
    by === 'person' ? before.person.address === row.person.address : before.resource?.title === row.resource?.title
  return same ? by : null
}

type RowProps = { round: MyRoundView; row: ItemRow; state: RowState; repeats: Props['by']; wide: boolean }

function Row({ round, row, state, repeats, wide }: RowProps) {
  const selects = wide && round.open
  const hydrated = useHydrated()
  return (
    <tr
      role="row"
      id={rowId(row.id)}
      data-item={row.id}
      tabIndex={-1}
      className={clsx(
        'relative grid gap-x-5 gap-y-3 border-b border-line px-3 py-4 focus:bg-sunken focus:outline-none focus-within:before:absolute focus-within:before:inset-y-0 focus-within:before:left-0 focus-within:before:w-1 focus-within:before:rounded-full focus-within:before:bg-accent',
        selects ? 'grid-cols-[2.75rem_minmax(0,1fr)]' : 'grid-cols-[minmax(0,1fr)]',
        wide &&
          (selects
            ? '@min-[54rem]:grid-cols-[1.75rem_minmax(0,1.1fr)_minmax(0,1fr)_17.5rem]'
            : '@min-[54rem]:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)_17.5rem]'),
        state.selected && 'bg-accent-tint',
      )}
    >
      {selects && (
        <td role="cell" className="-mt-2.5">
          {!row.own && !row.ended && (
            <label className="grid size-11 place-items-center @min-[54rem]:-ml-2">
              <span className="sr-only">Select {displayed(row)}</span>
              <input
                type="checkbox"
                disabled={!hydrated}
                checked={state.selected}
                onChange={() => {}}
                onClick={(event) => state.onSelect(event.shiftKey)}
                className="choice mt-0!"
              />
            </label>
          )}
        </td>
      )}
      <th role="rowheader" scope="row" className="min-w-0 font-normal">
        <SubjectCell row={row} repeats={repeats} self={round.self} />
      </th>
      <td role="cell" className={clsx('min-w-0', selects && '@max-[54rem]:col-start-2')}>
        <EvidenceCell round={round} row={row} />
      </td>
      <td role="cell" className={clsx('min-w-0', selects && '@max-[54rem]:col-span-2')}>
        <AnswerCell round={round} row={row} state={state} />
      </td>
    </tr>
  )
}
