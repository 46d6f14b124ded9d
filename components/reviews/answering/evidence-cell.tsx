import { Check, CircleHelp, Info, X } from 'lucide-react'
import type { GivenAnswer, ItemChange, ItemRow } from '@/lib/reviews/answering/item-view'
import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import { roleInSentence } from '@/lib/role'
import { Chip } from '../../ui/chip'
import { Day } from '../../ui/day'
import { Time } from '../../ui/time'
import { answeredWords } from './words'

/** What speaks for and against: use, the recommendation with its reasons, what changed, and what others said. */
export function EvidenceCell({ round, row }: { round: MyRoundView; row: ItemRow }) {
  const { reasons, changes, earlier, other, why, own } = row
  return (
    <div className="flex flex-col gap-1.5 text-small">
      {round.recommendations && <Recommendation row={row} />}
      {round.recommendations && reasons.map((reason) => <p key={reason}>{reason}</p>)}
      <p className="text-muted">
        <Opened row={row} round={round} />
      </p>
      {changes.map((change) => (
        <p key={change.what} className="flex gap-1.5 font-medium text-warning">
          <Info className="mt-0.5 size-4 shrink-0" />
          <span>
            <Change change={change} />
          </span>
        </p>
      ))}
      {earlier && <Said given={earlier} what="Earlier stage" />}
      {other && <Said given={other} what="Other reviewer" />}
      {row.two && !other && <p className="text-muted">A second reviewer is asked as well.</p>}
      {why && <p className="text-muted">{why}</p>}
      {own && <p className="text-muted">This is your own access: somebody else decides.</p>}
    </div>
  )
}

const chips = {
  approve: { tone: 'accent', icon: <Check />, word: 'Approve recommended' },
  deny: { tone: 'danger', icon: <X />, word: 'Deny recommended' },
  dont_know: { tone: 'neutral', icon: <CircleHelp />, word: 'No recommendation' },
} as const

function Recommendation({ row: { recommendation } }: { row: ItemRow }) {
  const { tone, icon, word } = chips[recommendation ?? 'dont_know']
  return (
    <p>
      <Chip tone={tone} icon={icon}>
        {word}
      </Chip>
    </p>
  )
}

/** As it is now, whatever it was when the review began: the reasons above say that. */
function Opened({ row: { lastOpenedAt }, round: { self } }: { row: ItemRow; round: MyRoundView }) {
  if (!lastOpenedAt) return self ? 'You never opened it.' : 'Now: never opened'
  return (
    <>
      {self ? 'You last opened it ' : 'Now: last opened '}
      <Time value={lastOpenedAt} />
      {self && '.'}
    </>
  )
}

function Change({ change }: { change: ItemChange }) {
  switch (change.what) {
    case 'end':
      return change.endsAt ? (
        <>
          Now ends <Day value={change.endsAt} />
        </>
      ) : (
        'Now has no end'
      )
    case 'role':
      return `Role changed: ${change.role === 'view' ? 'can only view' : roleInSentence(change.role)} now`
    case 'became-member':
      return 'Is a member now'
    case 'opened':
      return (
        <>
          Opened since this review began: <Time value={change.at!} />
        </>
      )
    case 'revoked':
      return (
        <>
          Revoked
          {change.by && (
            <>
              {' '}
              by <bdi>{change.by}</bdi>
            </>
          )}{' '}
          on <Time value={change.at!} mode="date" />
        </>
      )
    case 'ended':
      return (
        <>
          Ended on <Day value={change.at!} />
        </>
      )
    case 'given-up':
    case 'resource-deleted':
    case 'blocked':
    case 'removed':
      return (
        <>
          {happened[change.what]} <Time value={change.at!} mode="date" />
        </>
      )
  }
}

const happened = {
  'given-up': 'Given up on',
  'resource-deleted': 'The resource was deleted on',
  blocked: 'Blocked on',
  removed: 'Removed on',
}

const Said = ({ given: { answer, by, reason }, what }: { given: GivenAnswer; what: string }) => (
  <p className="wrap-anywhere">
    <span className="font-medium">{what}:</span> {answeredWords[answer].toLowerCase()}
    {by && (
      <>
        {' '}
        by <bdi>{by}</bdi>
      </>
    )}
    {reason && (
      <>
        , “<bdi>{reason}</bdi>”
      </>
    )}
  </p>
)
