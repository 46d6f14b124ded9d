import { CircleAlert, CircleCheck, CircleHelp, Hourglass } from 'lucide-react'
import { roundPath } from '@/lib/page-paths'
import type { listRoundHappenings } from '@/lib/reviews/administering/list-round-happenings'
import type { listRoundMails, RoundMail } from '@/lib/reviews/administering/list-round-mails'
import { Trail } from '../../audit/trail'
import { listAddress } from '../../ui/list-address'
import { PersonCell } from '../../people/person-cell'
import { Chip } from '../../ui/chip'
import { DataTable, type Column } from '../../ui/data-table'
import { LinkButton } from '../../ui/link-button'
import { Pagination } from '../../ui/pagination'
import { Time } from '../../ui/time'

/** What happened to a round, newest first. */
export function RoundHistory({
  roundId,
  view: { rows, older },
}: {
  roundId: string
  view: Awaited<ReturnType<typeof listRoundHappenings>>
}) {
  return (
    <div className="mb-10 flex flex-col gap-4">
      <p className="text-small text-muted">Single answers stand with their items.</p>
      {rows.length > 0 ? (
        <Trail events={rows} label="What happened" />
      ) : (
        <p className="py-6 text-muted">Nothing yet.</p>
      )}
      {older && (
        <div>
          <LinkButton href={listAddress(roundPath(roundId), { tab: 'history', until: older })} rel="next">
            Older
          </LinkButton>
        </div>
      )}
    </div>
  )
}

const letters = {
  start: 'That the review began',
  'handed-on': 'That items were handed on',
  half: 'Reminder half-way',
  last: 'Reminder one day before the end',
  reminder: 'Reminder by an administrator',
}

const columns: Column<RoundMail>[] = [
  { key: 'who', header: 'To', cell: (mail) => <PersonCell person={mail} /> },
  {
    key: 'what',
    header: 'Mail',
    cell: ({ what, stage }) => (stage > 1 ? `${letters[what]}, stage ${stage}` : letters[what]),
  },
  { key: 'state', header: 'State', cell: ({ mail }) => <State mail={mail} /> },
  { key: 'at', header: 'Written', cell: ({ at }) => <Time value={at} mode="datetime" /> },
]

const State = ({ mail }: Pick<RoundMail, 'mail'>) => {
  if (!mail) return <span className="text-muted">No longer kept</span>
  const { icon, tone, words } = states[mail.state]
  return (
    <span className="flex flex-col items-start gap-1">
      <Chip icon={icon} tone={tone}>
        {words}
      </Chip>
      {mail.problem && <span className="text-small wrap-anywhere text-muted">{mail.problem}</span>}
    </span>
  )
}

const states = {
  sent: { icon: <CircleCheck />, tone: 'accent', words: 'Sent' },
  failed: { icon: <CircleAlert />, tone: 'danger', words: 'Not delivered' },
  'maybe-sent': { icon: <CircleHelp />, tone: 'warning', words: 'May have arrived' },
  queued: { icon: <Hourglass />, tone: 'neutral', words: 'Waits to be sent' },
} as const

/** What reviewers were mailed, newest first. */
export function RoundMails({
  roundId,
  view: { rows, ...pages },
}: {
  roundId: string
  view: Awaited<ReturnType<typeof listRoundMails>>
}) {
  return (
    <div className="mb-10 flex flex-col gap-4">
      {rows.length > 0 ? (
        <DataTable
          label="Mails"
          columns={columns}
          rows={rows}
          rowKey={({ id, what, stage, at }) => `${id} ${what} ${stage} ${at.getTime()}`}
        />
      ) : (
        <p className="py-6 text-muted">No mail yet. Each reviewer gets one when the round begins.</p>
      )}
      {pages.pages > 1 && (
        <Pagination
          {...pages}
          noun={['mail', 'mails']}
          href={(page) => listAddress(roundPath(roundId), { tab: 'mails', page })}
        />
      )}
    </div>
  )
}
