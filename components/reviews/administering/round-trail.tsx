import type { listRoundHappenings } from '@/lib/reviews/administering/list-round-happenings'
import type { listRoundMails, RoundMail } from '@/lib/reviews/administering/list-round-mails'
import { Trail } from '../../audit/trail'
import { listAddress } from '../../ui/list-address'
import { PersonCell } from '../../people/person-cell'
import { DataTable, type Column } from '../../ui/data-table'
import { LinkButton } from '../../ui/link-button'
import { Pagination } from '../../ui/pagination'
import { Time } from '../../ui/time'

/** What happened to a round, newest first. */
export function RoundHistory({ roundId, view: { rows, older } }: { roundId: string; view: Awaited<ReturnType<typeof listRoundHappenings>> }) {
  return (
    <div className="mb-10 flex flex-col gap-4">
      <p className="text-small text-muted">Single answers stand with their items.</p>
      {rows.length > 0 ? <Trail events={rows} label="What happened" /> : <p className="py-6 text-muted">Nothing yet.</p>}
      {older && (
        <div>
          <LinkButton href={listAddress(`/admin/reviews/rounds/${roundId}`, { tab: 'history', until: older })} rel="next">Older</LinkButton>
        </div>
      )}
    </div>
  )
}

const letters = { start: 'That the review began', half: 'Reminder half-way', last: 'Reminder one day before the end', reminder: 'Reminder by an administrator' }

const columns: Column<RoundMail>[] = [
  { key: 'who', header: 'To', cell: (mail) => <PersonCell person={mail} /> },
  { key: 'what', header: 'Mail', cell: ({ what, stage }) => (stage > 1 ? `${letters[what]}, stage ${stage}` : letters[what]) },
  { key: 'at', header: 'When', cell: ({ at }) => <Time value={at} mode="datetime" /> },
]

/** What reviewers were mailed, newest first. */
export function RoundMails({ roundId, view: { rows, ...pages } }: { roundId: string; view: Awaited<ReturnType<typeof listRoundMails>> }) {
  return (
    <div className="mb-10 flex flex-col gap-4">
      {rows.length > 0 ? <DataTable label="Mails" columns={columns} rows={rows} rowKey={({ id, what, stage }) => `${id} ${what} ${stage}`} /> : <p className="py-6 text-muted">No mail yet. Each reviewer gets one when the round begins.</p>}
      {pages.pages > 1 && <Pagination {...pages} noun={['mail', 'mails']} href={(page) => listAddress(`/admin/reviews/rounds/${roundId}`, { tab: 'mails', page })} />}
    </div>
  )
}
