import { Link } from '../ui/link'
import { personPath } from '@/lib/page-paths'
import type { GuestRow } from '@/lib/people/guests/list-guests.sql'
import type { ButtonVariant } from '../ui/button-class'
import { DataTable, type Column } from '../ui/data-table'
import type { FormAction } from '../ui/form-state'
import { Time } from '../ui/time'
import { ButtonForm } from './button-form'
import { PersonCell } from './person-cell'
import { StateChip } from './state-chip'

type Sort = Column<GuestRow>['sort']
type Props = {
  rows: GuestRow[]
  sorts: { name: Sort; newest: Sort; opened: Sort }
  block: FormAction
  unblock: FormAction
}

export function GuestsTable({ rows, sorts, block, unblock }: Props) {
  const columns: Column<GuestRow>[] = [
    { key: 'guest', header: 'Guest', sort: sorts.name, cell: (guest) => <PersonCell person={guest} /> },
    { key: 'state', header: 'State', cell: (guest) => <State guest={guest} /> },
    {
      key: 'sponsor',
      header: 'Invited by',
      className: 'whitespace-normal',
      cell: (guest) => <Sponsor guest={guest} />,
    },
    { key: 'invited', header: 'Invited', sort: sorts.newest, cell: ({ invitedAt }) => <Time value={invitedAt} /> },
    { key: 'grants', header: 'Grants', className: 'sm:text-right', cell: ({ grants }) => grants },
    { key: 'sessions', header: 'Sessions', className: 'sm:text-right', cell: ({ sessions }) => sessions },
    {
      key: 'opened',
      header: 'Last opened',
      sort: sorts.opened,
      cell: ({ lastOpenedAt }) => (lastOpenedAt ? <Time value={lastOpenedAt} /> : <Never />),
    },
    {
      key: 'actions',
      header: 'Block or unblock',
      headerHidden: true,
      className: 'sm:text-right',
      cell: (guest) => <BlockButton guest={guest} block={block} unblock={unblock} variant="quiet" />,
    },
  ]
  return <DataTable label="Guests" columns={columns} rows={rows} rowKey={({ id }) => id} />
}

const State = ({ guest: { state, blocked, removalDueAt } }: { guest: GuestRow }) => (
  <span className="flex flex-col items-start gap-1">
    <StateChip state={state} kind="guest" />
    {state === 'removed' && blocked && <StateChip state="blocked" kind="guest" />}
    {removalDueAt && (
      <span className="text-small text-muted">
        Removed <Time value={removalDueAt} />
      </span>
    )}
  </span>
)

const Never = () => <span className="text-muted">Never</span>

function Sponsor({ guest: { sponsorId, sponsorName, sponsorAddress } }: { guest: GuestRow }) {
  if (!sponsorId) return <span className="text-muted">Nobody now</span>
  return (
    <Link
      href={personPath(sponsorId)}
      className="underline-offset-4 hover:underline"
      title={sponsorAddress ?? undefined}
    >
      {sponsorName ?? sponsorAddress}
    </Link>
  )
}

type ButtonProps = {
  guest: { id: string; address: string; state: string; /** Also of who was removed. */ blocked: boolean }
  block: FormAction
  unblock: FormAction
  variant?: ButtonVariant
}

/** One button that stays where it is, so that the focus does: blocking becomes unblocking. Nobody who was removed is blocked anew. */
export function BlockButton({ guest, block, unblock, variant }: ButtonProps) {
  const { blocked } = guest
  if (guest.state === 'removed' && !blocked) return null
  return (
    <ButtonForm
      action={blocked ? unblock : block}
      fields={{ principalId: guest.id }}
      label={`${blocked ? 'Unblock' : 'Block'} ${guest.address}`}
      pendingLabel={blocked ? 'Unblocking' : 'Blocking'}
      variant={variant}
    >
      {blocked ? 'Unblock' : 'Block'}
    </ButtonForm>
  )
}
