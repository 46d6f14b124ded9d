'use client'
import { useState, type SubmitEvent } from 'react'
import type { ItemRow } from '@/lib/reviews/answering/item-view'
import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import type { MyItemsView } from '@/lib/reviews/answering/list-my-items'
import type { ReviewAnswer } from '@/lib/reviews/rounds/settings'
import { displayed } from './displayed'
import { SignInHere } from '../../keeping/sign-in-here'
import { useKeptForm } from '../../keeping/use-kept-form'
import { FormMessage } from '../../ui/form-message'
import { BulkBar } from './bulk-bar'
import { ItemTable } from './item-table'
import { LastAct } from './last-act'
import type { ReviewActions } from './review-actions'
import { Selecting } from './selecting'
import { useAgreement } from './use-agreement'
import { focusRow, useReviewKeys } from './use-review-keys'
import { useSaving } from './use-saving'
import { useSelection } from './use-selection'
import { answeredWords, itemCount } from './words'

type Props = { round: MyRoundView; items: MyItemsView; actions: ReviewActions }

/**
 * A row an item, answered on the spot: each answer shows at once and is saved by itself. Without JavaScript it is one
 * form whose buttons say which row they stand in.
 */
export function Answering({ round, items: { rows, ...items }, actions }: Props) {
  const { roundId, open, justify } = round
  const { given: state, post: press, own } = useKeptForm(actions.press)
  const [drafts, setDrafts] = useState<Record<number, string>>({})
  const [asked, setAsked] = useState<{ id: number; answer: ReviewAnswer } | null>(null)
  const [bulkAnswer, setBulkAnswer] = useState<ReviewAnswer | null>(null)
  const [beyond, setBeyond] = useState<ReadonlySet<number>>(new Set())
  const [changes, setChanges] = useState(false)
  const tellOthers = useAgreement(roundId, open)
  const saving = useSaving({ roundId, rows, send: actions.answer, onSaved: tellOthers })
  const answerable = open ? rows.filter(({ own, ended }) => !own && !ended).map(({ id }) => id) : []
  const selection = useSelection(answerable)
  const order = rows.map(({ id }) => id)

  const reasonOf = (row: ItemRow) => drafts[row.id] ?? state.values?.[`reason:${row.id}`] ?? saving.answerOf(row).reason
  const isChanged = (row: ItemRow) => drafts[row.id] !== undefined && drafts[row.id] !== saving.answerOf(row).reason
  const owes = (answer: ReviewAnswer | null, reason: string) =>
    answer !== null && answer !== 'dont_know' && justify[answer] && reason.trim() === ''

  /** Answers one row, unless a reason has to be given first: then its field gets the focus. */
  function decide(row: ItemRow, answer: ReviewAnswer | null): boolean {
    const reason = reasonOf(row)
    if (owes(answer, reason)) {
      setAsked({ id: row.id, answer: answer! })
      document.getElementById(`reason-${row.id}`)?.focus()
      return false
    }
    setAsked(null)
    setDrafts(({ [row.id]: _, ...others }) => others)
    const words = answer ? `${answeredWords[answer]}: ${displayed(row)}.` : `Taken back: ${displayed(row)}.`
    saving.save([{ ids: [row.id], answer, reason: answer ? reason : '' }], words)
    return true
  }

  const answered = [...selection.selected].filter((id) => {
    const row = rows.find((one) => one.id === id)
    return row ? saving.answerOf(row).answer !== null : beyond.has(id)
  })
  const clear = () => {
    selection.clear()
    setChanges(false)
  }

  /** Answers what is selected, and changes answers that are there only where that was ticked; a reason that has to be given is asked for once. */
  function decideSelected(answer: ReviewAnswer, reason: string) {
    const kept = new Set(changes ? [] : answered)
    const ids = [...selection.selected].filter((id) => !kept.has(id))
    if (ids.length === 0) return document.getElementById('bulk-changes')?.focus()
    setBulkAnswer(owes(answer, reason) ? answer : null)
    if (owes(answer, reason)) return document.getElementById('bulk-reason')?.focus()
    saving.save([{ ids, answer, reason, onlyOpen: !changes }], `${answeredWords[answer]}: ${itemCount(ids.length)}.`)
    clear()
  }

  const rowOf = (id: number | null) => rows.find((row) => row.id === id && !row.own && !row.ended)

  useReviewKeys({
    order,
    first: rows.find((row) => answerable.includes(row.id) && saving.answerOf(row).answer === null)?.id,
    selecting: selection.selected.size > 0,
    open,
    select: (id, shift) => rowOf(id) && selection.toggle(id, shift),
    undo: saving.undo,
    decide(id, answer) {
      if (selection.selected.size > 0) return decideSelected(answer, '')
      const row = rowOf(id)
      if (row && decide(row, answer)) focusRow(order[order.indexOf(row.id) + 1])
    },
  })

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const [answer, id] = ((event.nativeEvent.submitter as HTMLButtonElement | null)?.value ?? '').split(':')
    const row = rowOf(Number(id))
    if (row) decide(row, answer === 'none' ? null : (answer as ReviewAnswer))
  }

  return (
    <>
      {!round.self && open && (
        <Selecting
          round={round}
          items={items}
          ids={answerable}
          selection={selection}
          match={actions.match}
          onAnswered={(ids) => setBeyond(new Set([...beyond, ...ids]))}
        />
      )}
      {saving.askedToSignIn && (
        <SignInHere
          {...saving.askedToSignIn}
          onClose={() => saving.answerSignIn(false)}
          onSignedIn={() => saving.answerSignIn(true)}
        />
      )}
      <form action={press} onSubmit={submit} noValidate data-half-written={rows.some(isChanged) || undefined}>
        {/* Enter in a field would press the first button there is: this one does nothing. */}
        <button type="submit" disabled hidden />
        {own}
        <input type="hidden" name="roundId" value={roundId} />
        {state.status === 'failed' && (
          <div className="mb-4">
            <FormMessage state={state} />
          </div>
        )}
        <ItemTable
          round={round}
          rows={rows}
          by={items.sort === 'usual' ? items.by : null}
          row={(row) => ({
            ...saving.answerOf(row),
            reason: reasonOf(row),
            changed: isChanged(row),
            asked: asked?.id === row.id ? asked.answer : null,
            problem:
              saving.problems[row.id] ??
              (state.values?.press?.endsWith(`:${row.id}`) ? state.fields?.reason : undefined),
            selected: selection.selected.has(row.id),
            onReason: (reason: string) => setDrafts((all) => ({ ...all, [row.id]: reason })),
            onSelect: (shift: boolean) => selection.toggle(row.id, shift),
            onKeep: () => {
              const answer = asked?.id === row.id ? asked.answer : saving.answerOf(row).answer
              if (answer && decide(row, answer)) focusRow(asked ? order[order.indexOf(row.id) + 1] : row.id)
            },
          })}
        />
      </form>
      {open && (
        <div className="sticky bottom-4 z-10 mt-4 flex flex-col gap-2 empty:hidden max-md:bottom-20">
          {selection.selected.size > 0 && (
            <BulkBar
              count={selection.selected.size}
              answered={answered.length}
              changes={changes}
              onChanges={setChanges}
              asked={bulkAnswer}
              onAnswer={decideSelected}
              onClear={clear}
              handOn={
                round.mayHandOn
                  ? { roundId, action: actions.handOn, ids: [...selection.selected], onDone: clear }
                  : null
              }
            />
          )}
          <LastAct
            undoSeconds={round.undoSeconds}
            last={saving.last}
            saving={saving.saving}
            problem={saving.problem}
            onUndo={saving.undo}
          />
        </div>
      )}
    </>
  )
}
