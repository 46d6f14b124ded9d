'use client'
import { useState } from 'react'
import type { ReviewAnswer } from '@/lib/reviews/settings'
import { Button } from '../../ui/button'
import { controlClass } from '../../ui/field'
import type { FormAction } from '../../ui/form-state'
import { HandOn } from './hand-on'
import { answerWords, itemCount } from './words'

type Props = {
  count: number
  /** The answer that waits for a reason. */
  asked: ReviewAnswer | null
  onAnswer: (answer: ReviewAnswer, reason: string) => void
  onClear: () => void
  handOn: { roundId: string; action: FormAction; ids: number[]; onDone: () => void } | null
}

const answers = ['approve', 'deny', 'dont_know'] as const

/** What can be done with all that is selected, with one reason for all. */
export function BulkBar({ count, asked, onAnswer, onClear, handOn }: Props) {
  const [reason, setReason] = useState('')
  return (
    <section aria-label="Selected items" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded border border-line bg-surface px-4 py-3 shadow-float">
      <p className="font-medium tabular-nums">{itemCount(count)} selected</p>
      <div className="min-w-40 flex-1">
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
      <div className="flex flex-wrap gap-1.5">
        {answers.map((answer) => (
          <Button key={answer} size="small" onClick={() => onAnswer(answer, reason)}>
            {answerWords[answer]}
          </Button>
        ))}
        {handOn && <HandOn {...handOn} label="Hand on" title={`Hand on ${itemCount(count)}`} />}
        <Button size="small" variant="quiet" onClick={onClear}>
          Clear
        </Button>
      </div>
      {asked && (
        <p id="bulk-asked" role="alert" className="w-full text-small font-medium text-danger">
          Say why, then press Enter: this review asks for a reason where you {asked === 'deny' ? 'deny' : 'approve'}.
        </p>
      )}
    </section>
  )
}
