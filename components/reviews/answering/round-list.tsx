import { Link } from '../../ui/link'
import { answeringPath } from '@/lib/page-paths'
import type { listMyRounds, MyRoundRow } from '@/lib/reviews/answering/list-my-rounds'
import { EmptyState } from '../../ui/empty-state'
import { PageHeader } from '../../ui/page-header'
import { ProgressBar } from '../../ui/progress-bar'
import { Section } from '../../ui/section'
import { Day } from '../../ui/day'
import { Time } from '../../ui/time'
import { itemCount } from './words'

type Props = { rounds: Awaited<ReturnType<typeof listMyRounds>> }

/** What somebody is asked to review, soonest due first. */
export function RoundList({ rounds: { open, over, guest } }: Props) {
  return (
    <div className="max-w-3xl">
      <PageHeader title="Reviews" />
      {open.length === 0 && (
        <EmptyState title={guest ? 'Nobody asks you about your access now.' : 'Nothing waits for your review.'}>
          {guest
            ? 'When you are asked what you still need, it will be here.'
            : 'When you are asked whether guests should keep their access, it will be here.'}
        </EmptyState>
      )}
      <ul className="flex flex-col">
        {open.map((round) => (
          <OpenRound key={round.roundId} round={round} />
        ))}
      </ul>
      {over.length > 0 && (
        <Section title="Ended in the last 90 days">
          <ul>
            {over.map((round) => (
              <li
                key={round.roundId}
                className="flex min-h-11 flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-3"
              >
                <RoundLink round={round} />
                <span className="text-small text-muted">
                  {round.answered.toLocaleString('en-US')} of {itemCount(round.items)} answered · ended{' '}
                  <Time value={round.dueAt} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}

const RoundLink = ({ round: { roundId, name } }: { round: MyRoundRow }) => (
  <Link
    href={answeringPath(roundId)}
    className="text-lead font-semibold wrap-anywhere underline-offset-4 hover:text-accent hover:underline"
  >
    <bdi>{name}</bdi>
  </Link>
)

function OpenRound({ round }: { round: MyRoundRow }) {
  const { items, answered, dueAt } = round
  const left = items - answered
  return (
    <li className="flex flex-col gap-3 border-b border-line py-5 first:pt-0">
      <RoundLink round={round} />
      <ProgressBar
        value={answered}
        max={Math.max(1, items)}
        label={left > 0 ? `${itemCount(left)} to answer` : 'Everything is answered'}
        detail={
          <>
            {answered.toLocaleString('en-US')} of {items.toLocaleString('en-US')} answered · ends{' '}
            <Day value={dueAt} mode="relative" />
          </>
        }
      />
    </li>
  )
}
