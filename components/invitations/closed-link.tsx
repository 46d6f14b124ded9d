import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

type Props = { state: 'ended' | 'closed' | 'full'; sharedBy: string; organizationName: string }

const titles: Record<Props['state'], string> = { ended: 'This link has ended', closed: 'This link is closed', full: 'This link is full' }

const sentences: Record<Props['state'], (props: Props) => string> = {
  ended: ({ sharedBy }) => `It lets nobody in any longer. Ask ${sharedBy} for a new one, or to invite you.`,
  closed: ({ organizationName }) => `It lets nobody new in now. Ask somebody else at ${organizationName} for a new one, or to invite you.`,
  full: ({ sharedBy }) => `It has let in as many people as it may. Ask ${sharedBy} to invite you.`,
}

/** A share link that lets nobody else in. Whoever came by it before finds everything in their inbox. */
export function ClosedLink(props: Props) {
  return (
    <>
      <PageHeader title={titles[props.state]} description={sentences[props.state](props)} />
      <p className="mb-4 max-w-prose text-muted">Have you been in before? What is still shared with you is in your inbox.</p>
      <LinkButton href="/shared-with-me" variant="secondary">
        See what is shared with you
      </LinkButton>
    </>
  )
}
