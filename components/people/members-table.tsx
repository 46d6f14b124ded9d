import type { MemberRow } from '@/lib/people/members/list-members'
import { DataTable, type Column } from '../ui/data-table'
import { Time } from '../ui/time'
import { MemberButtons, type MemberActions } from './member-buttons'
import { PersonCell } from './person-cell'
import { AdministratorChip, StateChip } from './state-chip'

type Sort = Column<MemberRow>['sort']
type Props = { rows: MemberRow[]; sorts: { name: Sort; newest: Sort; seen: Sort }; actions: MemberActions }

export function MembersTable({ rows, sorts, actions }: Props) {
  const columns: Column<MemberRow>[] = [
    { key: 'member', header: 'Member', sort: sorts.name, cell: (member) => <PersonCell person={member} /> },
    { key: 'state', header: 'State', cell: (member) => <States member={member} /> },
    { key: 'resources', header: 'Shares', className: 'sm:text-right', cell: ({ resources }) => resources },
    { key: 'sessions', header: 'Sessions', className: 'sm:text-right', cell: ({ sessions }) => sessions },
    {
      key: 'seen',
      header: 'Last signed in',
      sort: sorts.seen,
      cell: ({ lastSignedInAt }) =>
        lastSignedInAt ? <Time value={lastSignedInAt} /> : <span className="text-muted">Never</span>,
    },
    {
      key: 'actions',
      header: 'Change',
      headerHidden: true,
      cell: (member) => <MemberButtons member={member} actions={actions} variant="quiet" />,
    },
  ]
  return <DataTable label="Members" columns={columns} rows={rows} rowKey={({ id }) => id} />
}

const States = ({ member }: { member: MemberRow }) => (
  <span className="flex flex-wrap gap-1.5">
    <StateChip state={member.state} kind="member" />
    {member.administrator && <AdministratorChip />}
  </span>
)
