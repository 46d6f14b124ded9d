import type { ReactNode } from 'react'
import type { getInvitation } from '@/lib/invitations/get-invitation'
import { sharePath } from '@/lib/page-paths'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Time } from '../ui/time'

type Sent = Extract<Awaited<ReturnType<typeof getInvitation>>, { state: 'sent' }>

/** An invitation before whoever sent it, or governs what it leads to: what became of it, and the way to the share. */
export const SentInvitation = ({ sent }: { sent: Sent }) => (
  <>
    <PageHeader
      title={sent.mine ? 'You sent this invitation' : `${sent.inviter} sent this invitation`}
      description={
        <p>
          It went to {sent.maskedAddress}, for <span className="wrap-anywhere text-ink">“{sent.title}”</span>.{' '}
          {whatBecame(sent)}
        </p>
      }
    />
    <LinkButton href={sharePath(sent.resourceId)} variant="primary">
      See who can open it
    </LinkButton>
  </>
)

function whatBecame({ now, waitsUntil }: Sent): ReactNode {
  if (now !== 'open') return over[now]
  if (!waitsUntil) return 'They have accepted: for them this link leads to it.'
  return (
    <>
      It waits to be accepted until <Time value={waitsUntil} mode="datetime" />.
    </>
  )
}

const over = {
  expired: 'It ran out before anybody accepted it.',
  ended: 'The access it gave has ended.',
  withdrawn: 'It opens nothing any longer.',
  closed: 'Whoever sent it is disabled, so it lets nobody in until somebody else sends it again.',
  blocked: 'An administrator has blocked that address, so it opens nothing for now.',
}
