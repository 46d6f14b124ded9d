'use client'
import clsx from 'clsx'
import { Check, CircleHelp, X } from 'lucide-react'
import { isolated } from '@/lib/own-direction'
import type { GivenAnswer, ItemRow } from '@/lib/reviews/answering/item-view'
import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import type { ReviewAnswer } from '@/lib/reviews/rounds/settings'
import { controlClass, FieldError } from '../../ui/field'
import { Day } from '../../ui/day'
import { Time } from '../../ui/time'
import { useTypedBefore } from '../../ui/use-typed-before'
import { answeredWords, answerWords } from './words'

export type RowAnswer = {
  answer: ReviewAnswer | null
  reason: string
  /** Typed but not saved. */
  changed: boolean
  saving: boolean
  /** Waits for a reason before it counts. */
  asked: ReviewAnswer | null
  problem: string | undefined
  onReason: (reason: string) => void
  /** Saves the reason with the answer that is there, or waits. */
  onKeep: () => void
}

const choices = [
  { answer: 'approve', Icon: Check, plain: 'I still need it', on: 'border-accent bg-accent text-on-accent' },
  { answer: 'deny', Icon: X, plain: 'I don’t need it', on: 'border-danger bg-danger text-on-danger' },
  { answer: 'dont_know', Icon: CircleHelp, plain: 'I am not sure', on: 'border-ink bg-ink text-paper' },
] as const

/** The three answers of a row, its reason, and what became of them. */
export function AnswerCell({ round, row, state }: { round: MyRoundView; row: ItemRow; state: RowAnswer }) {
  if (!round.open || row.own || row.ended) return <Given row={row} />
  const { answer, asked, problem } = state
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-[1.15fr_0.85fr_1.3fr] gap-1.5">
        {choices.map(({ answer: one, Icon, plain, on }) => (
          <span key={one} className="flex flex-col">
            <button
              type="submit"
              name="press"
              value={`${one}:${row.id}`}
              aria-pressed={answer === one}
              aria-describedby={round.self ? `plain-${one}-${row.id}` : undefined}
              className={clsx(
                'inline-flex min-h-11 w-full items-center justify-center gap-1 rounded border px-1 text-small font-medium whitespace-nowrap transition-colors duration-120 [&_svg]:size-4 [&_svg]:shrink-0',
                answer === one
                  ? on
                  : asked === one
                    ? 'border-ink bg-hover'
                    : 'border-control bg-surface hover:bg-hover',
              )}
            >
              <Icon />
              {answerWords[one]}
            </button>
            {round.self && (
              <span id={`plain-${one}-${row.id}`} className="mt-1 text-center text-small text-muted">
                {plain}
              </span>
            )}
          </span>
        ))}
      </div>
      <ReasonField row={row} state={state} />
      {problem && <FieldError id={`reason-${row.id}`}>{problem}</FieldError>}
      {answer && !asked && <Standing row={row} state={state} />}
    </div>
  )
}

function ReasonField({
  row,
  state: { answer, reason, changed, asked, problem, onReason, onKeep },
}: {
  row: ItemRow
  state: RowAnswer
}) {
  const id = `reason-${row.id}`
  const field = useTypedBefore(reason, onReason)
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="sr-only">
        Reason
      </label>
      <input
        ref={field}
        dir="auto"
        id={id}
        type="text"
        name={`reason:${row.id}`}
        value={reason}
        placeholder="Reason"
        autoComplete="off"
        aria-invalid={asked || problem ? true : undefined}
        aria-describedby={asked ? `${id}-asked` : problem ? `${id}-error` : undefined}
        onChange={(event) => onReason(event.currentTarget.value)}
        onBlur={() => changed && answer && !asked && onKeep()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onKeep()
          if (event.key === 'Escape') event.currentTarget.closest<HTMLElement>('[data-item]')?.focus()
        }}
        className={clsx(controlClass, 'text-small')}
      />
      {asked && (
        <p id={`${id}-asked`} role="alert" className="text-small font-medium text-danger">
          Say why, then press Enter: this review asks for a reason where you {asked === 'deny' ? 'deny' : 'approve'}.
        </p>
      )}
    </div>
  )
}

function Standing({ row, state: { answer, saving } }: { row: ItemRow; state: RowAnswer }) {
  const by = row.given?.answer === answer ? row.given : null
  return (
    <p className="flex items-center justify-between gap-x-2 text-small text-muted">
      <span className="min-w-0 wrap-anywhere">
        {answeredWords[answer!]}
        {by?.by && ` by ${isolated(by.by)}`}
        {saving ? ' · saving' : ' · saved'}
      </span>
      <button
        type="submit"
        name="press"
        value={`none:${row.id}`}
        className="-my-1 inline-flex min-h-11 shrink-0 items-center rounded px-2 font-medium text-accent hover:bg-accent-tint"
      >
        Take back
      </button>
    </p>
  )
}

function Given({ row: { given, ended } }: { row: ItemRow }) {
  return (
    <div className="flex flex-col gap-1">
      {ended && <EndedBefore {...ended} />}
      {given ? <Said {...given} /> : !ended && <p className="text-muted">Not reviewed</p>}
    </div>
  )
}

/** Nothing is asked any longer: who ended the access, when and why. */
const EndedBefore = ({ at, by, why }: NonNullable<ItemRow['ended']>) => (
  <p className="wrap-anywhere">
    <span className="font-medium">Ended before</span>, on <Day value={at} />
    {by && `, by ${isolated(by)}`}
    {why && `: ${isolated(why)}`}
  </p>
)

function Said(given: GivenAnswer) {
  return (
    <>
      <p className="font-medium">{answeredWords[given.answer]}</p>
      <p className="text-small wrap-anywhere text-muted">
        {given.by && `by ${isolated(given.by)}`}
        {given.at && (
          <>
            {' '}
            <Time value={given.at} />
          </>
        )}
        {given.reason && `: ${isolated(given.reason)}`}
      </p>
    </>
  )
}
