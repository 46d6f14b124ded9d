import { Ban, Clock, CircleCheck, Hourglass } from 'lucide-react'
import { Link } from '../ui/link'
import { counted } from '@/lib/counted'
import { accessPath, sharePath } from '@/lib/page-paths'
import type { PersonView } from '@/lib/people/get-person'
import { roleInWords } from '@/lib/role'
import { RefreshAfter } from '../inbox/refresh-after'
import { Chip } from '../ui/chip'
import { DataTable, type Column } from '../ui/data-table'
import type { FormAction } from '../ui/form-state'
import { KindIcon } from '../ui/kind-icon'
import { Day } from '../ui/day'
import { Time } from '../ui/time'
import { UndoUntil } from '../ui/undo-until'
import { ButtonForm } from './button-form'

type HeldGrant = PersonView['grants']['rows'][number]
type Props = {
  principalId: string
  grants: HeldGrant[]
  /** Says who shared it, where that is not always the reader. */
  sharers?: boolean
  revoke: FormAction
  restore: FormAction
}

/** What a person can open. What the reader just revoked stays for a moment, to be given back; what was just given up, to be revoked. */
export function PersonGrants({ principalId, grants, sharers = true, revoke, restore }: Props) {
  const columns: Column<HeldGrant>[] = [
    { key: 'resource', header: 'Resource', cell: ({ resource }) => <ResourceLink resource={resource} /> },
    ...(sharers ? [sharer] : []),
    { key: 'role', header: 'Role', cell: ({ role }) => roleInWords[role] },
    { key: 'status', header: 'State', cell: (grant) => <State grant={grant} principalId={principalId} /> },
    { key: 'until', header: 'Until', cell: ({ endsAt }) => (endsAt ? <Day value={endsAt} /> : 'No end') },
    {
      key: 'opened',
      header: 'Last opened',
      cell: ({ lastOpenedAt, openCount }) =>
        lastOpenedAt ? (
          <span className="flex flex-col">
            <Time value={lastOpenedAt} />
            {openCount > 1 && <span className="text-small text-muted">{counted(openCount, 'time', 'times')}</span>}
          </span>
        ) : (
          <span className="text-muted">Never</span>
        ),
    },
    {
      key: 'actions',
      header: 'Revoke',
      headerHidden: true,
      className: 'sm:text-right',
      cell: (grant) => <GrantDeed grant={grant} revoke={revoke} restore={restore} />,
    },
  ]
  return (
    <DataTable
      label="Grants"
      columns={columns}
      rows={grants}
      rowKey={({ id }) => id}
      struck={({ status }) => status === 'revoked' || status === 'given-up'}
    />
  )
}

const sharer: Column<HeldGrant> = {
  key: 'sharer',
  header: 'Shared by',
  cell: ({ resource: { sharedBy } }) => <bdi>{sharedBy.name ?? sharedBy.address}</bdi>,
}

const states: Record<HeldGrant['status'], React.ReactNode> = {
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

const State = ({ grant: { status, resource }, principalId }: { grant: HeldGrant; principalId: string }) => (
  <span className="flex flex-col items-start">
    {states[status]}
    <Link
      href={accessPath(resource.id, principalId)}
      aria-label={`Access explained, to ${resource.title}`}
      className="-my-1 inline-flex min-h-11 items-center text-small text-muted underline-offset-4 hover:text-ink hover:underline"
    >
      Access explained
    </Link>
  </span>
)

const ResourceLink = ({ resource }: { resource: HeldGrant['resource'] }) => (
  <span className="flex min-w-0 items-center gap-2">
    <KindIcon kind={resource.kind} />
    <Link href={sharePath(resource.id)} className="wrap-anywhere underline-offset-4 hover:underline">
      <bdi>{resource.title}</bdi>
    </Link>
  </span>
)

/** One place for both, so that the focus stays where it was. */
function GrantDeed({
  grant: { id, resource, undo },
  revoke,
  restore,
}: {
  grant: HeldGrant
  revoke: FormAction
  restore: FormAction
}) {
  return (
    <>
      <ButtonForm
        action={undo ? restore : revoke}
        fields={{ grantId: id }}
        variant="quiet"
        label={`${undo ? 'Give back' : 'Revoke'} access to ${resource.title}`}
        pendingLabel={undo ? 'Undoing' : 'Revoking'}
      >
        {undo ? 'Undo' : 'Revoke'}
      </ButtonForm>
      {undo && <UndoUntil at={undo.until} />}
      {undo && <RefreshAfter seconds={undo.seconds} />}
    </>
  )
}
