import { Ban, CircleCheck, Clock, Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MailState, PersonRow } from '@/lib/sharing/list-people'
import { Chip } from '../ui/chip'
import { Day } from '../ui/day'
import { Time } from '../ui/time'

const chips: Record<PersonRow['status'], ReactNode> = {
  pending: (
    <Chip icon={<Hourglass />} tone="warning">
      Pending
    </Chip>
  ),
  active: (
    <Chip icon={<CircleCheck />} tone="accent">
      Active
    </Chip>
  ),
  'ending-soon': (
    <Chip icon={<Clock />} tone="warning">
      Ending soon
    </Chip>
  ),
  ended: <Chip icon={<Ban />}>Ended</Chip>,
  revoked: <Chip icon={<Ban />}>Revoked</Chip>,
  'given-up': <Chip icon={<Ban />}>Given up</Chip>,
}

/** What an access is now, and what became of the mail about it. */
export function GrantState({
  row: { status, blocked, mail, invitedUntil, ranOut, closed, lastOpenedAt, refusedAt, throughSpace },
}: {
  row: PersonRow
}) {
  const over = status === 'revoked' || status === 'given-up' || status === 'ended'
  const blockedNow = blocked && !over
  return (
    <span className="flex flex-col items-start gap-1">
      {blockedNow ? (
        <Chip icon={<Ban />} tone="danger">
          Blocked
        </Chip>
      ) : (
        chips[status]
      )}
      {refusedAt && !blockedNow && !over && (
        <span className="text-small font-medium text-warning">
          Not let in by your organization’s conditions <Time value={refusedAt} />
        </span>
      )}
      {throughSpace && (
        <span className={over ? 'text-small font-medium text-warning' : 'text-small text-muted'}>
          {over ? 'Can still open it through the space' : 'Can open it through the space, too'}
        </span>
      )}
      {mail && !lastOpenedAt && <Mail mail={mail} />}
      {closed && (
        <span className="text-small font-medium text-warning">Invitation closed: whoever sent it is disabled</span>
      )}
      {invitedUntil && !closed && (
        <span className={ranOut ? 'text-small font-medium text-warning' : 'text-small text-muted'}>
          Invitation {ranOut ? 'ran out on' : 'good until'} <Day value={invitedUntil} />
        </span>
      )}
    </span>
  )
}

function Mail({ mail: { state, at, problem } }: { mail: MailState }) {
  if (state === 'queued')
    return (
      <span className="text-small text-muted">
        Mail is on its way{problem ? ', but held up: it is tried again' : ''}
      </span>
    )
  if (problem === 'restored')
    return (
      <span className="text-small font-medium text-danger">
        Perhaps not mailed: Foyer was restored from a backup before this mail had left. Send it again, or pass the link
        on yourself.
      </span>
    )
  if (problem === 'too-many')
    return (
      <span className="text-small font-medium text-danger">
        Not mailed: this mailbox was mailed too often within an hour. Send it later, or pass the link on yourself.
      </span>
    )
  if (state === 'maybe-sent')
    return (
      <span className="text-small font-medium text-warning">
        Mail may have arrived: the mail server took it and did not answer. Ask them, or send it again.
      </span>
    )
  if (state === 'failed')
    return (
      <span className="text-small font-medium text-danger">
        Mail could not be delivered{problem === 'address' ? ': their mail server does not take this address' : ''}
      </span>
    )
  return (
    <span className="text-small text-muted">
      Mail sent <Time value={at} />
    </span>
  )
}
