import { Link } from '../ui/link'
import type { LocalMailRow } from '@/lib/mail/list-local-mail'
import { localMailPath } from '@/lib/page-paths'
import { Time } from '../ui/time'

/** The mails of a page of the local mailbox, newest first. The whole row opens one. */
export function LocalMailRows({ rows, now }: { rows: readonly LocalMailRow[]; now: Date }) {
  return (
    <ul aria-label="Mail" className="border-t border-line">
      {rows.map((row) => (
        <Row key={row.id} row={row} now={now} />
      ))}
    </ul>
  )
}

function Row({ row, now }: { row: LocalMailRow; now: Date }) {
  return (
    <li className="relative -mx-3 rounded border-b border-line px-3 py-3 hover:bg-sunken">
      <div className="flex flex-wrap justify-between gap-x-4 text-small text-muted">
        <span className="min-w-0 wrap-anywhere">{row.recipient}</span>
        <Time value={row.sentAt} now={now} />
      </div>
      <Link href={localMailPath(row.id)} className="font-medium wrap-anywhere after:absolute after:inset-0">
        {row.subject}
      </Link>
    </li>
  )
}
