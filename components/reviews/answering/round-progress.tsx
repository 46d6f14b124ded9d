import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import { ProgressBar } from '../../ui/progress-bar'
import { Day } from '../../ui/day'
import { answeredWords } from './words'

const answers = ['approve', 'deny', 'dont_know'] as const

/** How much is answered, with what, and how long is left. */
export function RoundProgress({ round: { counts, open, dueAt, daysLeft } }: { round: MyRoundView }) {
  const { items, answered } = counts
  const ended = counts.ended ?? 0
  const said = answers.flatMap((answer) =>
    counts[answer] ? [`${answeredWords[answer].toLowerCase()} ${counts[answer].toLocaleString('en-US')}`] : [],
  )
  return (
    <ProgressBar
      value={answered}
      max={Math.max(1, items)}
      label={`${(answered - ended).toLocaleString('en-US')} of ${(items - ended).toLocaleString('en-US')} answered`}
      detail={
        <>
          {said.length > 0 && `${said.join(', ')} · `}
          {(items - answered).toLocaleString('en-US')} {open ? 'open' : 'not reviewed'}
          {ended > 0 && ` · ${ended.toLocaleString('en-US')} ended before`}
          {open && (
            <>
              {' · '}
              {daysLeft === 1 ? 'one day left' : `${daysLeft} days left`}, until <Day value={dueAt} mode="datetime" />
            </>
          )}
        </>
      }
    />
  )
}
