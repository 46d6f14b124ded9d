import { isolated } from '@/lib/own-direction'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { AskByLink } from './ask-by-link'

type ClosedLinkState = 'ended' | 'closed' | 'full' | 'taken'

type Props = {
  state: ClosedLinkState
  sharedBy: string
  organizationName: string
  /** Then the question names who asks. */ signedIn: boolean
  token: string
  ask: FormAction
}

const titles: Record<ClosedLinkState, string> = {
  ended: 'This link has ended',
  closed: 'This link is closed',
  full: 'This link is full',
  taken: 'Your access has ended',
}

const sentences: Record<ClosedLinkState, (sharedBy: string, organizationName: string) => string> = {
  ended: (sharedBy) => `It lets nobody in any longer. ${sharedBy} can make a new one, or invite you.`,
  closed: (_, organizationName) =>
    `It lets nobody new in now. Somebody else at ${organizationName} can make a new one, or invite you.`,
  full: (sharedBy) => `It has let in as many people as it may. ${sharedBy} can invite you.`,
  taken: (sharedBy, organizationName) =>
    `Somebody at ${organizationName} ended the access that you had to what this link leads to, so it does not let you in again. ${sharedBy} can invite you.`,
}

/** A share link that does not let its reader in, and the question that is left. Whoever came by it before finds everything in their inbox. */
export function ClosedLink({ state, sharedBy, organizationName, signedIn, token, ask }: Props) {
  return (
    <>
      <PageHeader
        title={titles[state]}
        description={sentences[state](isolated(sharedBy), isolated(organizationName))}
      />
      <AskByLink asked={state === 'closed' ? organizationName : sharedBy} signedIn={signedIn} token={token} ask={ask} />
      <p className="mt-10 mb-4 max-w-prose text-muted">
        {state === 'taken'
          ? 'What else is shared with you is in your inbox.'
          : 'Have you been in before? What is still shared with you is in your inbox.'}
      </p>
      <LinkButton href="/shared-with-me" variant="secondary">
        See what is shared with you
      </LinkButton>
    </>
  )
}
