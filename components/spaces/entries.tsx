import { Folder } from 'lucide-react'
import { counted } from '@/lib/counted'
import { folderPath, resourcePath } from '@/lib/page-paths'
import type { SpaceView } from '@/lib/sharing/spaces/get-space'
import type { ContentRow, Contents, FolderRow } from '@/lib/sharing/spaces/list-contents'
import { type Column, DataTable } from '../ui/data-table'
import { KindIcon } from '../ui/kind-icon'
import { Link } from '../ui/link'
import { sortBy } from '../ui/list-address'
import { PersonName } from '../ui/person-name'
import { Time } from '../ui/time'
import type { FolderActions } from './folder-actions'
import { FolderMenu } from './folder-menu'
import { ThingMenu } from './thing-menu'

type Entry =
  | ({ what: 'folder'; id: string; called: string } & FolderRow)
  | ({ what: 'thing'; id: string; called: string } & ContentRow)

type Props = {
  space: SpaceView
  contents: Contents
  by: (next: string) => string
  actions: FolderActions
  /** The form that chosen entries belong to. Null: the reader may not move them. */
  form: string | null
}

const none = <span className="text-muted">–</span>

/** A page of folders and things as a table. A folder names nobody: it says nothing of who made it. */
export function Entries({ space, contents: { folders, rows, sort }, by, actions, form }: Props) {
  const { spaceId, may, folder, trashDays } = space
  const entries: Entry[] = [
    ...folders.map((one) => ({ what: 'folder' as const, id: one.folderId, called: one.name, ...one })),
    ...rows.map((one) => ({ what: 'thing' as const, id: one.resourceId, called: one.title, ...one })),
  ]
  const columns: Column<Entry>[] = [
    {
      key: 'title',
      header: 'Title',
      sort: sortBy(sort, 'title', 'ascending', by),
      cell: (entry) => <Title spaceId={spaceId} entry={entry} form={form} />,
    },
    {
      key: 'size',
      header: 'Size',
      cell: (entry) => (entry.what === 'folder' ? counted(entry.entries, 'entry', 'entries') : (entry.size ?? none)),
    },
    {
      key: 'by',
      header: 'Added by',
      cell: (entry) => (entry.what === 'thing' && entry.addedBy ? <PersonName person={entry.addedBy} /> : none),
    },
    {
      key: 'added',
      header: 'Added',
      sort: sortBy(sort, 'newest', 'descending', by),
      cell: (entry) => (entry.what === 'thing' ? <Time value={entry.createdAt} /> : none),
    },
  ]
  const from = folder?.folderId ?? ''
  const more: Column<Entry> = {
    key: 'manage',
    header: 'More',
    headerHidden: true,
    className: 'sm:text-right',
    cell: (entry) =>
      entry.what === 'folder' ? (
        may.arrange && <FolderMenu spaceId={spaceId} from={from} folder={entry} actions={actions} />
      ) : (
        <ThingMenu
          spaceId={spaceId}
          from={from}
          thing={entry}
          may={may}
          trashDays={trashDays}
          remove={actions.removeThing}
        />
      ),
  }
  return (
    <DataTable
      label="Contents"
      columns={may.arrange || may.manage ? [...columns, more] : columns}
      rows={entries}
      rowKey={({ id }) => id}
    />
  )
}

type TitleProps = { spaceId: string; entry: Entry; form: string | null }

const Title = ({ spaceId, entry, form }: TitleProps) => (
  <span
    className="flex min-w-0 items-center gap-3"
    draggable={form ? true : undefined}
    data-entry={form ? `${entry.what}:${entry.id}` : undefined}
    data-folder={entry.what === 'folder' ? entry.id : undefined}
  >
    {form && (
      <input
        type="checkbox"
        form={form}
        name={entry.what}
        value={entry.id}
        aria-label={`Choose ${entry.called}`}
        className="choice"
      />
    )}
    {entry.what === 'folder' ? <FolderIcon /> : <KindIcon kind={entry.kind} />}
    <span className="flex min-w-0 flex-col">
      <Link
        href={entry.what === 'folder' ? folderPath(spaceId, entry.id) : resourcePath(entry.id)}
        className="min-w-0 wrap-anywhere underline-offset-4 hover:text-accent hover:underline"
      >
        <bdi>{entry.called}</bdi>
      </Link>
      {entry.liesIn.length > 0 && <LiesIn path={entry.liesIn} />}
    </span>
  </span>
)

const FolderIcon = () => (
  <span className="inline-flex items-center text-muted">
    <Folder className="size-[1.125rem] shrink-0" />
    <span className="sr-only">Folder</span>
  </span>
)

/** Where something lies that was searched for. */
const LiesIn = ({ path }: { path: FolderRow['liesIn'] }) => (
  <span className="text-small font-normal wrap-anywhere text-muted">
    In{' '}
    {path.map(({ id, name }, at) => (
      <span key={id}>
        {at > 0 && ' / '}
        <bdi>{name}</bdi>
      </span>
    ))}
  </span>
)
