'use client'
import { useState, useTransition } from 'react'
import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import type { Matching, MyItemsView } from '@/lib/reviews/answering/list-my-items'
import { sendForm } from '../../keeping/send-form'
import { Button } from '../../ui/button'
import { idle, type FormAction } from '../../ui/form-state'
import { useHydrated } from '../../ui/use-hydrated'
import type { useSelection } from './use-selection'
import { itemCount } from './words'

type Props = {
  round: MyRoundView
  items: Omit<MyItemsView, 'rows'>
  ids: number[]
  selection: ReturnType<typeof useSelection>
  match: FormAction
  /** Told which of what was found have an answer already. */
  onAnswered: (ids: number[]) => void
}

/** Selects the page, or everything that the filter leaves. */
export function Selecting({ round, items, ids, selection, match, onAnswered }: Props) {
  const hydrated = useHydrated()
  const [finding, find] = useTransition()
  const [problem, setProblem] = useState<string | null>(null)
  const all = ids.length > 0 && ids.every((id) => selection.selected.has(id))

  const selectMatching = () =>
    find(async () => {
      const form = new FormData()
      for (const [name, value] of Object.entries({ roundId: round.roundId, q: items.q, state: items.state }))
        form.set(name, value)
      const state = await sendForm(match, idle, form)
      if (state.status === 'done') {
        const { ids, answered } = state.result as Matching
        selection.add(ids)
        onAnswered(answered)
      }
      setProblem(state.status === 'done' ? null : (state.message ?? 'This could not be done. Try again.'))
    })

  if (ids.length === 0) return null
  return (
    <div className="mb-2 flex min-h-11 flex-wrap items-center gap-x-4">
      <label className="inline-flex min-h-11 items-center gap-3 text-small font-medium">
        <input
          type="checkbox"
          disabled={!hydrated}
          checked={all}
          onChange={() => (all ? selection.remove(ids) : selection.add(ids))}
          className="choice mt-0!"
        />
        Select this page
      </label>
      {items.total > ids.length && all && (
        <Button size="small" variant="quiet" disabled={finding} onClick={selectMatching}>
          {finding
            ? 'Selecting'
            : items.total > 10_000
              ? 'Select the first 10,000'
              : `Select all ${itemCount(items.total)}`}
        </Button>
      )}
      <p className="text-small text-muted max-sm:hidden">
        Keys: a approves, d denies, k doesn’t know, j moves on, x selects; the first one leads to the first open item. u
        undoes.
      </p>
      {problem && (
        <p role="alert" className="text-small text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}
