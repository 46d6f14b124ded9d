import { CircleCheck, CircleDashed, CircleHelp, CircleX, TriangleAlert } from 'lucide-react'
import type { RoundItem } from '@/lib/reviews/administering/list-round-items.sql'
import { Chip } from '../../ui/chip'
import { Time } from '../../ui/time'

/** An answer as reviewers give it; none is "Not reviewed". */
export function AnswerChip({ answer }: { answer: RoundItem['outcome'] }) {
  if (answer === 'approve')
    return (
      <Chip icon={<CircleCheck />} tone="accent">
        Approve
      </Chip>
    )
  if (answer === 'deny')
    return (
      <Chip icon={<CircleX />} tone="danger">
        Deny
      </Chip>
    )
  if (answer === 'dont_know')
    return (
      <Chip icon={<CircleHelp />} tone="warning">
        Don’t know
      </Chip>
    )
  return <Chip icon={<CircleDashed />}>Not reviewed</Chip>
}

export const answerWords = { approve: 'Approve', deny: 'Deny', dont_know: 'Don’t know', not_reviewed: 'Not reviewed' }
export const resultWords = {
  applied: 'Removed',
  nothing_left: 'Nothing left to remove',
  failed: 'Failed',
  ended_before: 'Ended before',
}

/** A guest as a whole, who has no resource, is blocked first and removed 30 days later. */
export const resultOf = (result: keyof typeof resultWords, { resourceId }: { resourceId: string | null }) =>
  result === 'applied' && resourceId === null ? 'Blocked, then removed' : resultWords[result]

/** What was done. Kept access has no result of its own, unless it had ended before. */
export function Result({ item: { result, resultAt, resultReason, resourceId } }: { item: RoundItem }) {
  if (result === null) return <span className="text-muted">–</span>
  return (
    <span className="flex flex-col">
      <span className={result === 'failed' ? 'flex items-center gap-1.5 text-danger' : undefined}>
        {result === 'failed' && <TriangleAlert className="size-4 shrink-0" />}
        {resultOf(result, { resourceId })}
        {result === 'ended_before' && resultAt && (
          <>
            , on <Time value={resultAt} mode="date" />
          </>
        )}
      </span>
      {resultReason && <span className="text-small whitespace-normal text-muted">{resultReason}</span>}
    </span>
  )
}
