import { TriangleAlert } from 'lucide-react'
import type { ReviewPreview } from '@/lib/reviews/setting-up/preview-review'
import { counted } from '@/lib/counted'
import { Day } from '../../ui/day'
import { PreviewLine } from '../../ui/preview-line'

/** What a round would ask, in a few lines of numbers. */
export function PreviewWords({ preview }: { preview: ReviewPreview }) {
  const { items, guests, subject, unasked, alone, second } = preview
  if (items === 0) return <Nobody preview={preview} />
  return (
    <dl className="flex flex-col gap-4">
      <PreviewLine label="Asks about">
        {subject === 'grant'
          ? `${counted(items, 'item', 'items')}: what ${counted(guests, 'guest holds', 'guests hold')}`
          : counted(items, 'guest', 'guests')}
      </PreviewLine>
      <PreviewLine label="Reviewers">
        <Reviewers preview={preview} />
        {second > 0 && (
          <span className="block text-small text-muted">
            {counted(second, 'item needs', 'items need')} a second reviewer.
          </span>
        )}
      </PreviewLine>
      {unasked > 0 && (
        <PreviewLine label="Nobody to ask">
          <span className="flex gap-2 text-warning">
            <TriangleAlert className="mt-1 size-4 shrink-0" />
            <span>{counted(unasked, 'item has', 'items have')} no reviewer. Name fallback reviewers in the form.</span>
          </span>
        </PreviewLine>
      )}
      {alone > 0 && (
        <PreviewLine label="Only one reviewer">
          <span className="flex gap-2 text-warning">
            <TriangleAlert className="mt-1 size-4 shrink-0" />
            <span>
              {counted(alone, 'item needs', 'items need')} a second reviewer, and the only one is the first. Name
              another fallback reviewer.
            </span>
          </span>
        </PreviewLine>
      )}
      <PreviewLine label="If nobody answers">
        <Removed preview={preview} />
      </PreviewLine>
      <PreviewLine label="When">
        <When preview={preview} />
      </PreviewLine>
    </dl>
  )
}

function Reviewers({ preview: { reviewers, median, most, top } }: { preview: ReviewPreview }) {
  if (reviewers === 0) return 'Nobody'
  const each =
    median === most
      ? `${counted(most ?? 0, 'item', 'items')} each`
      : `${counted(median ?? 0, 'item', 'items')} in the middle, ${(most ?? 0).toLocaleString('en')} at most`
  return (
    <>
      {counted(reviewers, 'person', 'people')}, {reviewers === 1 ? counted(most ?? 0, 'item', 'items') : each}
      {reviewers > 1 && top && (
        <span className="block text-small wrap-anywhere text-muted">
          Most: {top.map(({ name, items }) => `${name} ${items.toLocaleString('en')}`).join(', ')}
        </span>
      )}
    </>
  )
}

function Removed({ preview: { removed, items, subject, examples, ifUnanswered } }: { preview: ReviewPreview }) {
  if (removed === 0)
    return ifUnanswered === 'recommendation'
      ? 'Nothing would be removed: no recommendation speaks against anything.'
      : 'Nothing would be removed.'
  const all = removed === items ? 'All' : removed.toLocaleString('en')
  return (
    <>
      <span className="font-medium text-danger">
        {subject === 'grant'
          ? `${all} of ${counted(items, 'item', 'items')} would be removed`
          : `${all} of ${counted(items, 'guest', 'guests')} would be blocked, then removed`}
      </span>
      <span className="block text-small wrap-anywhere text-muted">
        Such as {examples.map(({ address, title }) => (title ? `${address} (${title})` : address)).join(', ')}
      </span>
    </>
  )
}

function When({ preview: { rounds, startsNow } }: { preview: ReviewPreview }) {
  const [first, ...next] = rounds
  if (!first) return 'No round is to come.'
  return (
    <>
      {startsNow ? (
        'Starts within a minute'
      ) : (
        <>
          Starts <Day value={first.startsAt} mode="datetime" />
        </>
      )}
      , ends <Day value={first.endsAt} mode="datetime" />
      {next.length > 0 && (
        <span className="block text-small text-muted">
          Then{' '}
          {next.map(({ startsAt }, at) => (
            <span key={at}>
              {at > 0 && ' and '}
              <Day value={startsAt} />
            </span>
          ))}
        </span>
      )}
    </>
  )
}

const Nobody = ({ preview }: { preview: ReviewPreview }) => (
  <>
    <p className="flex gap-2">
      <TriangleAlert className="mt-1 size-4 shrink-0 text-warning" />
      <span>
        <span className="font-medium">Nobody is in this scope now.</span>{' '}
        {preview.startsNow
          ? 'The first round starts at once and would be empty. Widen the scope, or choose a later first day: a round asks about whoever is in scope when it begins.'
          : 'A round asks about whoever is in scope when it begins, so this can wait for them.'}
      </span>
    </p>
    <p>
      <When preview={preview} />
    </p>
  </>
)
