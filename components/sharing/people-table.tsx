import { Link } from '../ui/link'
import { isolated } from '@/lib/own-direction'
import { accessPath } from '@/lib/page-paths'
import type { PersonRow } from '@/lib/sharing/list-people'
import { roleInWords } from '@/lib/role'
import { DataTable, type Column } from '../ui/data-table'
import { PersonName } from '../ui/person-name'
import { Day } from '../ui/day'
import { Time } from '../ui/time'
import { GrantButtons } from './grant-buttons'
import { GrantState } from './grant-state'
import type { PeopleActions } from './people-actions'

type Props = { resourceId: string; rows: PersonRow[]; mine: boolean; actions: PeopleActions }

export function PeopleTable({ resourceId, rows, mine, actions }: Props) {
  const columns: Column<PersonRow>[] = [
    { key: 'person', header: 'Person', cell: (row) => <PersonCell row={row} mine={mine} resourceId={resourceId} /> },
    { key: 'access', header: 'Access', cell: (row) => <Access row={row} /> },
    {
      key: 'state',
      header: 'State',
      className: 'whitespace-normal sm:min-w-44',
      cell: (row) => <GrantState row={row} />,
    },
    {
      key: 'opened',
      header: 'Last opened',
      cell: ({ lastOpenedAt }) =>
        lastOpenedAt ? <Time value={lastOpenedAt} /> : <span className="text-muted">Never</span>,
    },
    {
      key: 'actions',
      header: 'Change or revoke',
      headerHidden: true,
      className: 'sm:text-right',
      cell: (row) => <GrantButtons row={row} mine={mine} actions={actions} />,
    },
  ]
  return (
    <DataTable
      label="People"
      columns={columns}
      rows={rows}
      rowKey={({ grantId }) => grantId}
      struck={({ status }) => status === 'revoked' || status === 'given-up'}
    />
  )
}

const Access = ({ row: { role, endsAt } }: { row: PersonRow }) => (
  <span className="flex flex-col">
    {roleInWords[role]}
    <span className="text-small text-muted">
      {endsAt ? (
        <>
          until <Day value={endsAt} />
        </>
      ) : (
        'no end'
      )}
    </span>
  </span>
)

/** The address stands below the name: it is what was invited. */
function PersonCell({
  row: { person, byLink, grantedBy },
  mine,
  resourceId,
}: {
  row: PersonRow
  mine: boolean
  resourceId: string
}) {
  const how = byLink ? 'came by link' : mine ? null : `added by ${isolated(grantedBy.name ?? grantedBy.address)}`
  return (
    <span className="flex flex-col">
      <PersonName person={person} />
      <span className="text-small font-normal wrap-anywhere text-muted">
        {[person.name && person.address, how].filter(Boolean).join(' · ')}
      </span>
      <Link
        href={accessPath(resourceId, person.id)}
        aria-label={`Access explained, for ${person.address}`}
        className="-my-1.5 inline-flex min-h-11 items-center self-start text-small font-normal text-muted underline-offset-4 hover:text-ink hover:underline"
      >
        Access explained
      </Link>
    </span>
  )
}
