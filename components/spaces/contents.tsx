import { Ellipsis, FilePlus, FileText, Link2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { addToSpacePath, editPath, resourcePath, sharePath, spacePath } from '@/lib/page-paths'
import type { SpaceView } from '@/lib/sharing/spaces/get-space'
import type { ContentRow, Contents as View } from '@/lib/sharing/spaces/list-contents'
import { Button } from '../ui/button'
import { type Column, DataTable } from '../ui/data-table'
import { DownloadLink } from '../ui/download-link'
import { EmptyState } from '../ui/empty-state'
import { GetForm } from '../ui/get-form'
import { KindIcon } from '../ui/kind-icon'
import { Link } from '../ui/link'
import { listAddress, sortBy } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { Menu, MenuLink } from '../ui/menu'
import { Pagination } from '../ui/pagination'
import { PersonName } from '../ui/person-name'
import { Section } from '../ui/section'
import { Time } from '../ui/time'

type Props = { space: SpaceView; contents: View }

/** What a space holds, and the ways to add to it. */
export function Contents({
  space: { spaceId, may, mayDownload, archivedAt },
  contents: { rows, q, sort, ...pages },
}: Props) {
  const path = spacePath(spaceId)
  const address = (more: Record<string, string | number | null>) =>
    listAddress(path, { q, sort: sort === 'newest' ? null : sort, ...more })
  const empty = pages.total === 0 && !q
  return (
    <Section
      title="Contents"
      action={
        !empty && (
          <div className="flex flex-wrap gap-2">
            {may.add && <Add spaceId={spaceId} />}
            {mayDownload && (
              <DownloadLink href={`/api/spaces/${spaceId}/zip`} label="Download all" variant="secondary" />
            )}
          </div>
        )
      }
    >
      {empty ? (
        <Nothing add={may.add && <Add spaceId={spaceId} />} archived={archivedAt !== null} />
      ) : (
        <div className="flex flex-col gap-4">
          <ListFilters
            path={path}
            search={{ label: 'Search in this space', value: q }}
            keep={sort === 'newest' ? {} : { sort }}
          />
          {rows.length > 0 ? (
            <Things rows={rows} sort={sort} by={(next) => address({ sort: next })} manage={may.manage} />
          ) : (
            <p className="py-6 text-muted">Nothing in this space matches “{q}”.</p>
          )}
          {pages.pages > 1 && <Pagination {...pages} noun={['thing', 'things']} href={(page) => address({ page })} />}
        </div>
      )}
    </Section>
  )
}

/** Forms that lead to the page where it is added, so that each way is a button without JavaScript, too. */
const Add = ({ spaceId }: { spaceId: string }) => (
  <div className="flex flex-wrap gap-2">
    {ways.map(({ kind, label, icon }) => (
      <GetForm key={kind} action={addToSpacePath(spaceId)}>
        <input type="hidden" name="kind" value={kind} />
        <Button type="submit">
          {icon}
          {label}
        </Button>
      </GetForm>
    ))}
  </div>
)

const ways = [
  { kind: 'file', label: 'Add files', icon: <FilePlus /> },
  { kind: 'page', label: 'New page', icon: <FileText /> },
  { kind: 'link', label: 'New link', icon: <Link2 /> },
]

const Nothing = ({ add, archived }: { add: ReactNode; archived: boolean }) =>
  archived ? (
    <EmptyState title="There is nothing in this space.">It was archived before anything was added.</EmptyState>
  ) : (
    <EmptyState title="There is nothing in this space yet." action={add}>
      {add
        ? 'Whatever you add can be opened by everybody in it at once.'
        : 'Whoever may add to it has not done so yet.'}
    </EmptyState>
  )

type TableProps = { rows: ContentRow[]; sort: View['sort']; by: (next: string) => string; manage: boolean }

function Things({ rows, sort, by, manage }: TableProps) {
  const columns: Column<ContentRow>[] = [
    { key: 'title', header: 'Title', sort: sortBy(sort, 'title', 'ascending', by), cell: (row) => <Title row={row} /> },
    { key: 'size', header: 'Size', cell: ({ size }) => size ?? <span className="text-muted">–</span> },
    {
      key: 'by',
      header: 'Added by',
      cell: ({ addedBy }) => (addedBy ? <PersonName person={addedBy} /> : <span className="text-muted">–</span>),
    },
    {
      key: 'added',
      header: 'Added',
      sort: sortBy(sort, 'newest', 'descending', by),
      cell: ({ createdAt }) => <Time value={createdAt} />,
    },
  ]
  const manageIt: Column<ContentRow> = {
    key: 'manage',
    header: 'More',
    headerHidden: true,
    className: 'sm:text-right',
    cell: ({ resourceId, title }) => (
      <Menu trigger={<Ellipsis />} label={`More about ${title}`} size="small">
        <MenuLink href={sharePath(resourceId)}>Who can open it</MenuLink>
        <MenuLink href={editPath(resourceId)}>Edit</MenuLink>
      </Menu>
    ),
  }
  return (
    <DataTable
      label="Contents"
      columns={manage ? [...columns, manageIt] : columns}
      rows={rows}
      rowKey={({ resourceId }) => resourceId}
    />
  )
}

const Title = ({ row: { resourceId, kind, title } }: { row: ContentRow }) => (
  <span className="flex min-w-0 items-center gap-3">
    <KindIcon kind={kind} />
    <Link
      href={resourcePath(resourceId)}
      className="min-w-0 wrap-anywhere underline-offset-4 hover:text-accent hover:underline"
    >
      <bdi>{title}</bdi>
    </Link>
  </span>
)
