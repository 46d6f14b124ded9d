import { Ban, CircleCheck, CircleHelp, LogIn } from 'lucide-react'
import { Link } from '../ui/link'
import type { SignInRow } from '@/lib/audit/sign-ins/list-sign-ins'
import { personPath, sharePath } from '@/lib/page-paths'
import { Chip, type Tone } from '../ui/chip'
import { placeName } from '../ui/country-name'
import { DataTable, type Column } from '../ui/data-table'
import { Time } from '../ui/time'
import { SignInDetails } from './sign-in-details'

type Props = {
  rows: SignInRow[]
  oldestFirst: boolean
  /** Where the list stands the other way round. */ turnHref: string
}

const columnsOf = ({ oldestFirst, turnHref }: Props): Column<SignInRow>[] => [
  { key: 'person', header: 'Person', className: 'whitespace-normal', cell: (row) => <Who row={row} /> },
  { key: 'outcome', header: 'Outcome', cell: (row) => <Outcome row={row} /> },
  { key: 'resource', header: 'Resource', className: 'whitespace-normal', cell: (row) => <What row={row} /> },
  { key: 'whence', header: 'From', className: 'whitespace-normal sm:min-w-48', cell: (row) => <Whence row={row} /> },
  {
    key: 'when',
    header: 'When',
    sort: { href: turnHref, direction: oldestFirst ? 'ascending' : 'descending' },
    cell: ({ at }) => <Time value={at} mode="datetime" />,
  },
]

export const SignInTable = (props: Props) => (
  <DataTable
    dense
    label="Sign-ins"
    columns={columnsOf(props)}
    rows={props.rows}
    rowKey={({ id }) => id}
    below={{ header: 'Policies', cell: (row) => <SignInDetails row={row} /> }}
  />
)

function Who({ row: { principalId, name, address } }: { row: SignInRow }) {
  return (
    <span className="flex flex-col">
      <Link href={personPath(principalId)} className="font-medium break-all underline-offset-4 hover:underline">
        <bdi>{name ?? address}</bdi>
      </Link>
      {name && <span className="text-small font-normal break-all text-muted">{address}</span>}
    </span>
  )
}

const outcomes: Record<string, { label: string; tone: Tone; Icon: typeof Ban }> = {
  sign_in: { label: 'Signed in', tone: 'neutral', Icon: LogIn },
  allowed: { label: 'Let on', tone: 'accent', Icon: CircleCheck },
  asked: { label: 'Asked', tone: 'warning', Icon: CircleHelp },
  refused: { label: 'Refused', tone: 'danger', Icon: Ban },
}

function Outcome({ row: { kind, outcome } }: { row: SignInRow }) {
  const { label, tone, Icon } = outcomes[kind === 'sign_in' ? kind : outcome]!
  return (
    <Chip icon={<Icon />} tone={tone}>
      {label}
    </Chip>
  )
}

function What({ row: { resourceId, title, kind, action } }: { row: SignInRow }) {
  if (resourceId)
    return (
      <Link href={sharePath(resourceId)} className="underline-offset-4 hover:underline">
        {title ?? 'A deleted resource'}
      </Link>
    )
  return (
    <span className="text-muted">
      {kind === 'sign_in'
        ? '–'
        : (action ?? '').startsWith('resource') || (action ?? '').startsWith('grant')
          ? 'Sharing'
          : 'Administration'}
    </span>
  )
}

function Whence({ row: { networkAddress, country, isPrivate, browser, userAgent } }: { row: SignInRow }) {
  return (
    <span className="flex flex-col text-small">
      <span>
        <span className="font-mono wrap-anywhere">{networkAddress}</span> · {placeName({ country, isPrivate })}
      </span>
      <span className="text-muted" title={userAgent ?? undefined}>
        {browser}
      </span>
    </span>
  )
}
