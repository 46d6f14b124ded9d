'use client'
import clsx from 'clsx'
import { useState } from 'react'
import type { ReviewAnswer } from '@/lib/reviews/rounds/settings'
import { Button } from '../../ui/button'
import { controlClass } from '../../ui/field'
import type { FormAction } from '../../ui/form-state'
import { HandOn } from './hand-on'
import { answeredAlready, answerWords, itemCount } from './words'

type Props = {
  count: number
  /** How many of these have an answer already, and whether it is changed too. */
  answered: number
  changes: boolean
  onChanges: (changes: boolean) => void
  /** The answer that waits for a reason. */
  asked: ReviewAnswer | null
  onAnswer: (answer: ReviewAnswer, reason: string) => void
  onClear: () => void
  handOn: { roundId: string; action: FormAction; ids: number[]; onDone: () => void } | null
}

const answers = ['approve', 'deny', 'dont_know'] as const

/** What can be done with all that is selected, with one reason for all. On a phone the reason waits behind a button. */
export function BulkBar({ count, answered, changes, onChanges, asked, onAnswer, onClear, handOn }: Props) {
  const [reason, setReason] = useState('')
  const [reasoned, setReasoned] = useState(false)
  const shown = reasoned || asked !== null
  return (
    <section
      aria-label="Selected items"
      className="flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded border border-line bg-surface px-3 py-2 shadow-float sm:gap-x-3 sm:px-4 sm:py-3"
    >
      <p className="font-medium tabular-nums max-sm:flex-1">{itemCount(count)} selected</p>
      {!shown && (
        <Button size="small" variant="quiet" className="sm:hidden" onClick={() => setReasoned(true)}>
          Reason
        </Button>
      )}
      <div className={clsx('min-w-40 flex-1 max-sm:order-1 max-sm:basis-full', !shown && 'max-sm:hidden')}>
        <label htmlFor="bulk-reason" className="sr-only">
          Reason for all selected
        </label>
        <input
          dir="auto"
          id="bulk-reason"
          type="text"
          value={reason}
          placeholder="Reason for all selected"
          autoComplete="off"
          aria-invalid={asked ? true : undefined}
          aria-describedby={asked ? 'bulk-asked' : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && asked && onAnswer(asked, reason)}
          className={`${controlClass} text-small`}
        />
      </div>
      <div className="flex gap-1.5 max-sm:order-2 max-sm:basis-full max-sm:[&>button]:flex-auto max-sm:[&>button]:px-2">
        {answers.map((answer) => (
          <Button key={answer} size="small" onClick={() => onAnswer(answer, reason)}>
            {answerWords[answer]}
          </Button>
        ))}
        {handOn && <HandOn {...handOn} label="Hand on" title={`Hand on ${itemCount(count)}`} />}
      </div>
      <Button size="small" variant="quiet" onClick={onClear}>
        Clear
      </Button>
      {answered > 0 && (
        <label className="order-3 flex min-h-11 basis-full items-center gap-3 text-small font-medium">
          <input
            id="bulk-changes"
            type="checkbox"
            checked={changes}
            onChange={(event) => onChanges(event.currentTarget.checked)}
            className="choice mt-0!"
          />
          Change {answeredAlready(answered)}
        </label>
      )}
      {asked && (
        <p id="bulk-asked" role="alert" className="order-3 w-full text-small font-medium text-danger">
          Say why, then press Enter: this review asks for a reason where you {asked === 'deny' ? 'deny' : 'approve'}.
        </p>
      )}
    </section>
  )
}
