import type { PersonView } from '@/lib/people/get-person'
import { DataTable, type Column } from '../ui/data-table'
import type { FormAction } from '../ui/form-state'
import { Time } from '../ui/time'
import { ButtonForm } from './button-form'

type OpenSession = PersonView['sessions'][number]
type Props = { principalId: string; sessions: OpenSession[]; end: FormAction }

/** Where a person is signed in. An ended session is a stranger's from the next request on. */
export function PersonSessions({ principalId, sessions, end }: Props) {
  const columns: Column<OpenSession>[] = [
    {
      key: 'browser',
      header: 'Browser',
      cell: ({ browser, thisOne }) => (thisOne ? `${browser} (this one)` : browser),
    },
    {
      key: 'network',
      header: 'Network address',
      cell: ({ networkAddress }) => <span className="font-mono text-small">{networkAddress}</span>,
    },
    { key: 'started', header: 'Signed in', cell: ({ startedAt }) => <Time value={startedAt} /> },
    { key: 'expires', header: 'Runs out', cell: ({ expiresAt }) => <Time value={expiresAt} /> },
    {
      key: 'actions',
      header: 'End',
      headerHidden: true,
      className: 'sm:text-right',
      cell: ({ id, browser }) => (
        <ButtonForm
          action={end}
          variant="quiet"
          fields={{ principalId, sessionId: id }}
          label={`End session in ${browser}`}
          pendingLabel="Ending"
        >
          End
        </ButtonForm>
      ),
    },
  ]
  return <DataTable label="Sessions" columns={columns} rows={sessions} rowKey={({ id }) => id} />
}
