import type { AuditEventRow } from '@/lib/audit/list-audit-events'
import { DataTable, type Column } from '../ui/data-table'
import { Time } from '../ui/time'
import { EventWords } from './event-words'

const columns: Column<AuditEventRow>[] = [
  { key: 'what', header: 'What happened', className: 'font-normal', cell: ({ words }) => <EventWords words={words} /> },
  {
    key: 'when',
    header: 'When',
    className: 'sm:whitespace-nowrap',
    cell: ({ at }) => <Time value={at} mode="second" />,
  },
  { key: 'whence', header: 'From', className: 'sm:w-52', cell: (event) => <Whence event={event} /> },
]

/** Audit events, newest first: each in words, with the exact time and where it came from. */
export const Trail = ({ events, label = 'Audit events' }: { events: AuditEventRow[]; label?: string }) => (
  <DataTable dense label={label} columns={columns} rows={events} rowKey={({ id }) => id} />
)

function Whence({ event: { networkAddress, browser, userAgent } }: { event: AuditEventRow }) {
  if (!networkAddress) return <span className="text-muted">This server</span>
  return (
    <span className="flex flex-col text-small">
      <span className="font-mono break-all">{networkAddress}</span>
      {browser && (
        <span className="text-muted" title={userAgent ?? undefined}>
          {browser}
        </span>
      )}
    </span>
  )
}
