import { isolated } from '@/lib/own-direction'
import { PageHeader } from '../ui/page-header'
import type { FormAction } from '../ui/form-state'
import { AskAgain } from './ask-again'

type ClosedState = 'expired' | 'ended' | 'closed' | 'withdrawn' | 'blocked'

type Props = { state: ClosedState; organizationName: string; inviter: string; token: string; ask: FormAction }

const titles: Record<ClosedState, string> = {
  expired: 'This invitation has run out',
  ended: 'This access has ended',
  closed: 'This invitation is closed',
  withdrawn: 'This invitation opens nothing any longer',
  blocked: 'This access is on hold',
}

const sentences: Record<ClosedState, (organization: string, inviter: string) => string> = {
  expired: (organization, inviter) =>
    `It was good for a while and nobody accepted it in time. ${isolated(inviter)} of ${isolated(organization)} can send a new one.`,
  ended: (organization, inviter) =>
    `It was shared until a certain day, and that day is over. ${isolated(inviter)} of ${isolated(organization)} can share it again.`,
  closed: (organization) =>
    `Whoever sent it can let nobody in now. Somebody else at ${isolated(organization)} can invite you: ask here, or write to whoever you know there.`,
  withdrawn: (organization, inviter) =>
    `It was taken back or given up, or what it led to is no longer shared. ${isolated(inviter)} of ${isolated(organization)} can tell you more.`,
  blocked: (organization, inviter) =>
    `${isolated(organization)} has put the invited address on hold, so no new invitation would open it. ${isolated(inviter)} can ask an administrator there about it.`,
}

/** An invitation that no longer opens anything: what happened, and the way on. */
export function ClosedInvitation({ state, organizationName, inviter, token, ask }: Props) {
  return (
    <>
      <PageHeader title={titles[state]} description={<p>{sentences[state](organizationName, inviter)}</p>} />
      {state !== 'blocked' && (
        <AskAgain inviter={state === 'closed' ? organizationName : inviter} token={token} ask={ask} />
      )}
    </>
  )
}
