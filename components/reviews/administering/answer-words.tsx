import { CircleCheck, CircleDashed, CircleHelp, CircleX, TriangleAlert } from 'lucide-react'
import type { RoundItem } from '@/lib/reviews/administering/list-round-items'
import { Chip } from '../../ui/chip'

/** An answer as reviewers give it; none is "Not reviewed". */
export function AnswerChip({ answer }: { answer: RoundItem['outcome'] }) {
  if (answer === 'approve') return <Chip icon={<CircleCheck />} tone="accent">Approve</Chip>
  if (answer === 'deny') return <Chip icon={<CircleX />} tone="danger">Deny</Chip>
  if (answer === 'dont_know') return <Chip icon={<CircleHelp />} tone="warning">Don’t know</Chip>
  return <Chip icon={<CircleDashed />}>Not reviewed</Chip>
}

export const answerWords = { approve: 'Approve', deny: 'Deny', dont_know: 'Don’t know', not_reviewed: 'Not reviewed' }
export const resultWords = { applied: 'Removed', nothing_left: 'Nothing left to remove', failed: 'Failed' }

/** What was done. Kept access has no result of its own. */
export function Result({ item: { result, resultReason } }: { item: RoundItem }) {
  if (result === null) return <span className="text-muted">–</span>
  return (
    <span className="flex flex-col">
      <span className={result === 'failed' ? 'flex items-center gap-1.5 text-danger' : undefined}>
        {result === 'failed' && <TriangleAlert className="size-4 shrink-0" />}
        {resultWords[result]}
      </span>
      {resultReason && <span className="text-small whitespace-normal text-muted">{resultReason}</span>}
    </span>
  )
}
