import { FilePlus, FileText, FolderInput, Link2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { addToSpacePath, folderPath, movePath } from '@/lib/page-paths'
import type { SpaceView } from '@/lib/sharing/spaces/get-space'
import type { Contents as View } from '@/lib/sharing/spaces/list-contents'
import { Button } from '../ui/button'
import { DownloadLink } from '../ui/download-link'
import { EmptyState } from '../ui/empty-state'
import { GetForm } from '../ui/get-form'
import { listAddress } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { Pagination } from '../ui/pagination'
import { Section } from '../ui/section'
import { Entries } from './entries'
import type { FolderActions } from './folder-actions'
import { FolderPath } from './folder-path'
import { MoveByDrag } from './move-by-drag'
import { Moved } from './moved'
import { NewFolder } from './new-folder'

type Props = { space: SpaceView; contents: View; actions: FolderActions }

/** The form that leads the chosen entries on to be moved. */
const CHOSEN = 'chosen-entries'

/** What a space holds, or a folder of it, and the ways to add to it. */
export function Contents({ space, contents, actions }: Props) {
  const { spaceId, may, mayDownload, archivedAt, folder, moved } = space
  const { rows, folders, q, sort, ...pages } = contents
  const here = folder?.folderId ?? ''
  const path = folderPath(spaceId, here)
  const address = (more: Record<string, string | number | null>) =>
    listAddress(path, { q, sort: sort === 'newest' ? null : sort, ...more })
  const empty = pages.total === 0 && !q
  const add = may.add && <Add spaceId={spaceId} folderId={here} create={may.arrange ? actions.create : null} />
  const found = (
    <Entries
      space={space}
      contents={contents}
      by={(next) => address({ sort: next })}
      actions={actions}
      form={may.arrange ? CHOSEN : null}
    />
  )
  return (
    <Section
      title="Contents"
      action={
        !empty && (
          <div className="flex flex-wrap gap-2">
            {add}
            {mayDownload && (
              <DownloadLink
                href={`/api/spaces/${spaceId}/zip${here && `?folder=${here}`}`}
                label="Download all"
                variant="secondary"
              />
            )}
          </div>
        )
      }
    >
      {moved && <Moved spaceId={spaceId} from={here} moved={moved} undo={actions.undo} />}
      <MoveByDrag spaceId={spaceId} from={here} move={may.arrange ? actions.move : null}>
        {folder && <FolderPath space={space} folder={folder} />}
        {empty ? (
          <Nothing folder={folder !== null} add={add} archived={archivedAt !== null} />
        ) : (
          <div className="flex flex-col gap-4">
            <ListFilters
              path={path}
              search={{ label: 'Search in this space', value: q }}
              keep={sort === 'newest' ? {} : { sort }}
              beside={may.arrange && pages.total > 0 && <MoveChosen spaceId={spaceId} from={here} />}
            />
            {rows.length + folders.length > 0 ? (
              found
            ) : (
              <p className="py-6 text-muted">Nothing in this space matches “{q}”.</p>
            )}
            {pages.pages > 1 && <Pagination {...pages} noun={['thing', 'things']} href={(page) => address({ page })} />}
          </div>
        )}
      </MoveByDrag>
    </Section>
  )
}

const MoveChosen = ({ spaceId, from }: { spaceId: string; from: string }) => (
  <GetForm action={movePath(spaceId)} id={CHOSEN}>
    <input type="hidden" name="from" value={from} />
    <Button type="submit">
      <FolderInput />
      Move
    </Button>
  </GetForm>
)

type AddProps = { spaceId: string; folderId: string; create: FolderActions['create'] | null }

/** Forms that lead to the page where it is added, so that each way is a button without JavaScript, too. */
const Add = ({ spaceId, folderId, create }: AddProps) => (
  <div className="flex flex-wrap gap-2">
    {ways.map(({ kind, label, icon }) => (
      <GetForm key={kind} action={addToSpacePath(spaceId)}>
        <input type="hidden" name="kind" value={kind} />
        {folderId && <input type="hidden" name="folder" value={folderId} />}
        <Button type="submit">
          {icon}
          {label}
        </Button>
      </GetForm>
    ))}
    {create && <NewFolder spaceId={spaceId} parentId={folderId} create={create} />}
  </div>
)

const ways = [
  { kind: 'file', label: 'Add files', icon: <FilePlus /> },
  { kind: 'page', label: 'New page', icon: <FileText /> },
  { kind: 'link', label: 'New link', icon: <Link2 /> },
]

type NothingProps = { folder: boolean; add: ReactNode; archived: boolean }

const Nothing = ({ folder, add, archived }: NothingProps) =>
  archived ? (
    <EmptyState title={`There is nothing in this ${folder ? 'folder' : 'space'}.`}>
      The space was archived before anything was added.
    </EmptyState>
  ) : (
    <EmptyState title={`There is nothing in this ${folder ? 'folder' : 'space'} yet.`} action={add}>
      {add
        ? 'Whatever you add can be opened by everybody in the space at once.'
        : 'Whoever may add to it has not done so yet.'}
    </EmptyState>
  )
