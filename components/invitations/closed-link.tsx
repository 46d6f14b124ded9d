import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

type Props = { state: 'ended' | 'full'; sharedBy: string }

/** A share link that lets nobody else in. Whoever came by it before finds everything in their inbox. */
export function ClosedLink({ state, sharedBy }: Props) {
  const ended = state === 'ended'
  return (
    <>
      <PageHeader
        title={ended ? 'This link has ended' : 'This link is full'}
        description={
          ended
            ? `It lets nobody in any longer. Ask ${sharedBy} for a new one, or to invite you.`
            : `It has let in as many people as it may. Ask ${sharedBy} to invite you.`
        }
      />
      <p className="mb-4 max-w-prose text-muted">Have you been in before? What is still shared with you is in your inbox.</p>
      <LinkButton href="/shared-with-me" variant="secondary">
        See what is shared with you
      </LinkButton>
    </>
  )
}
