import { isolated } from '@/lib/own-direction'
import { reviewPath } from '@/lib/page-paths'
import type { ReviewView } from '@/lib/reviews/administering/get-review'
import { listAddress } from '../../ui/list-address'
import { Banner } from '../../ui/banner'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import type { FormAction } from '../../ui/form-state'
import { LinkButton } from '../../ui/link-button'
import { PageHeader } from '../../ui/page-header'
import { Pagination } from '../../ui/pagination'
import { Section } from '../../ui/section'
import { Day } from '../../ui/day'
import { Time } from '../../ui/time'
import { AnswersChart } from './answers-chart'
import { RoundsTable } from './rounds-table'
import { SettingLines } from './setting-lines'

/** One review: what was set up, how its rounds went, when the next ones are. */
export function ReviewPage({ view, end }: { view: ReviewView; end: FormAction }) {
  const { id, name, words, rounds, chart, endedAt, createdBy, createdAt } = view
  return (
    <>
      <PageHeader
        title={name}
        back={{ href: '/admin/reviews', label: 'Access reviews' }}
        description={
          <>
            Set up by <bdi>{createdBy.name ?? createdBy.address}</bdi>, <Time value={createdAt} />
          </>
        }
        action={endedAt ? undefined : <Deeds view={view} end={end} />}
      />
      {endedAt && (
        <Banner>
          This review ended <Time value={endedAt} />. No further rounds begin; those there were stay here.
        </Banner>
      )}
      <Section title="Rounds" description={<Upcoming next={view.next} ended={endedAt !== null} />}>
        {rounds.total > 0 ? (
          <RoundsTable rounds={rounds.rows} />
        ) : (
          <p className="py-4 text-muted">
            {endedAt
              ? 'It had no round.'
              : 'None has begun yet. The first one stands here within a minute of its time.'}
          </p>
        )}
        {rounds.pages > 1 && (
          <Pagination {...rounds} noun={['round', 'rounds']} href={(page) => listAddress(reviewPath(id), { page })} />
        )}
      </Section>
      {chart.length > 0 && (
        <Section title="Answers per round">
          <AnswersChart rounds={chart} />
        </Section>
      )}
      <Section title="What is set up">
        <SettingLines lines={words} />
      </Section>
    </>
  )
}

function Upcoming({ next, ended }: { next: ReviewView['next']; ended: boolean }) {
  const [first, ...later] = next
  if (!first) return ended ? null : 'No further round is to come.'
  return (
    <>
      Next round: <Day value={first.startsAt} mode="datetime" />
      {later.length > 0 && (
        <>
          , then{' '}
          {later.map(({ startsAt }, at) => (
            <span key={at}>
              {at > 0 && ' and '}
              <Day value={startsAt} />
            </span>
          ))}
        </>
      )}
      .
    </>
  )
}

const Deeds = ({ view: { id, name }, end }: { view: ReviewView; end: FormAction }) => (
  <div className="flex flex-wrap gap-2">
    <LinkButton href={`${reviewPath(id)}/edit`}>Edit</LinkButton>
    <ConfirmDialog
      label="End review"
      title={`End ${isolated(name)}?`}
      confirmLabel="End review"
      pendingLabel="Ending"
      action={end}
      fields={{ reviewId: id }}
      variant="secondary"
    >
      <p>
        No further rounds begin. A round that is open now goes on to its end, and every round stays here to be read.
        This can’t be undone.
      </p>
    </ConfirmDialog>
  </div>
)
