import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import type { MyItemsView } from '@/lib/reviews/answering/list-my-items'
import { Banner } from '../../ui/banner'
import { EmptyState } from '../../ui/empty-state'
import { PageHeader } from '../../ui/page-header'
import { Pagination } from '../../ui/pagination'
import { Time } from '../../ui/time'
import { Answering } from './answering'
import type { ReviewActions } from './review-actions'
import { Consequences } from './consequences'
import { HandOn } from './hand-on'
import { ItemFilters, itemsAddress } from './item-filters'
import { RoundProgress } from './round-progress'
import { TakeRecommendations } from './take-recommendations'

type Props = { round: MyRoundView; items: MyItemsView; actions: ReviewActions }

/** A round before its reviewer: how far it is, what the answers do, and a row an item. */
export function RoundPage({ round, items, actions }: Props) {
  const { counts, open, self } = round
  return (
    <>
      <PageHeader
        title={round.name}
        description={<Question round={round} />}
        back={{ href: '/reviews', label: 'Reviews' }}
      />
      <div className="mb-6 flex flex-col gap-5">
        {!open && (
          <Banner>
            This review ended <Time value={round.dueAt} />. What was answered can be read here and no longer changed.
          </Banner>
        )}
        {round.message && (
          <p
            dir="auto"
            className="max-w-prose border-l-2 border-line pl-4 wrap-anywhere whitespace-pre-line text-muted"
          >
            {round.message}
          </p>
        )}
        <RoundProgress round={round} />
        <Consequences round={round} />
      </div>
      {!self && counts.items > 0 && <Tools round={round} items={items} actions={actions} />}
      {items.rows.length > 0 ? (
        <Answering round={round} items={items} actions={actions} />
      ) : (
        <Nothing round={round} items={items} />
      )}
      {items.total > 0 && (
        <div className="mt-6">
          <Pagination
            page={items.page}
            pages={items.pages}
            total={items.total}
            noun={['item', 'items']}
            href={(page) => itemsAddress(round.roundId, { ...items, page })}
          />
        </div>
      )}
    </>
  )
}

function Question({ round: { self, subject, stage } }: { round: MyRoundView }) {
  const question = self
    ? 'Do you still need this?'
    : subject === 'guest'
      ? 'Should these guests stay?'
      : 'Should this access stay?'
  return stage ? `${question} Stage ${stage.number} of ${stage.of}.` : question
}

function Tools({ round, items, actions }: Props) {
  const anyOpen = round.counts.items > round.counts.answered
  return (
    <ItemFilters round={round} items={items}>
      {round.open && (
        <div className="flex flex-wrap gap-2 empty:hidden">
          {round.recommendations && (
            <TakeRecommendations
              roundId={round.roundId}
              open={anyOpen}
              undoSeconds={round.undoSeconds}
              actions={actions}
            />
          )}
          {anyOpen && round.mayHandOn && (
            <HandOn
              roundId={round.roundId}
              action={actions.handOn}
              label="Hand on"
              title="Hand on everything that is open"
            />
          )}
        </div>
      )}
    </ItemFilters>
  )
}

function Nothing({ round, items }: Pick<Props, 'round' | 'items'>) {
  if (items.q) return <p className="py-10 text-muted">Nothing here matches “{items.q}”.</p>
  if (items.state === 'open')
    return (
      <EmptyState title="Everything here is answered.">You can change your answers until the review ends.</EmptyState>
    )
  if (items.state !== 'all') return <p className="py-10 text-muted">Nothing has this answer.</p>
  return (
    <EmptyState
      title={round.open ? 'Nothing lies before you in this review.' : 'Nothing lay before you in this review.'}
    />
  )
}
