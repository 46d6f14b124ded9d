import { CircleCheck } from 'lucide-react'
import { isolated } from '@/lib/own-direction'
import { resourcePath, sharePath, versionPath } from '@/lib/page-paths'
import type { ShareView } from '@/lib/sharing/get-share'
import type { listVersions, VersionRow } from '@/lib/sharing/versions/list-versions'
import { UploadField } from '../files/upload-field'
import { ActionForm } from '../ui/action-form'
import { Chip } from '../ui/chip'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { DataTable, type Column } from '../ui/data-table'
import { DialogButton } from '../ui/dialog-button'
import { DownloadLink } from '../ui/download-link'
import type { FormAction } from '../ui/form-state'
import { Link } from '../ui/link'
import { Pagination } from '../ui/pagination'
import { PersonName } from '../ui/person-name'
import { Section } from '../ui/section'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { Time } from '../ui/time'
import { NOT_SHOWN } from './role-field'

type Actions = Record<'newVersion' | 'toVersion' | 'dropVersion', FormAction>
type Props = { share: ShareView; versions: Awaited<ReturnType<typeof listVersions>>; actions: Actions }

/** What a file or a page has held, newest first, for its sharer. */
export function Versions({ share, versions: { rows, ...pages }, actions }: Props) {
  const { resourceId, kind } = share
  return (
    <Section
      title="Versions"
      id="versions"
      description="People open the newest one, at the same place and by the same links. Older ones are yours alone to see."
      action={kind === 'file' && share.may.change && <NewVersion share={share} add={actions.newVersion} />}
    >
      {rows.length > 0 ? (
        <div className="flex flex-col gap-4">
          <VersionTable share={share} rows={rows} newest={pages.total} actions={actions} />
          <Pagination
            {...pages}
            noun={['version', 'versions']}
            href={(page) => `${sharePath(resourceId)}?versions=${page}#versions`}
          />
        </div>
      ) : (
        <p className="text-muted">
          {kind === 'file' ? 'It is as it was first shared.' : 'Its text is as it was first shared.'}
        </p>
      )}
    </Section>
  )
}

const NewVersion = ({ share: { resourceId, fileLimit, hasViewers }, add }: { share: ShareView; add: FormAction }) => (
  <DialogButton label="New version">
    <ActionForm action={add} label="New version" clear>
      <input type="hidden" name="resourceId" value={resourceId} />
      <UploadField
        label="File"
        name="fileId"
        limit={fileLimit}
        hint="It takes the place of the one that is there, which stays as an older version."
        notShown={hasViewers ? NOT_SHOWN : undefined}
      />
      <TextField label="What changed" name="note" maxLength={200} autoComplete="off" hint="For you. Optional." />
      <SubmitButton pendingLabel="Putting it in place">Put in place</SubmitButton>
    </ActionForm>
  </DialogButton>
)

type TableProps = { share: ShareView; rows: VersionRow[]; newest: number; actions: Actions }

function VersionTable({ share, rows, newest, actions }: TableProps) {
  const columns: Column<VersionRow>[] = [
    { key: 'number', header: 'Version', cell: (version) => <Which share={share} version={version} /> },
    { key: 'made', header: 'When', cell: ({ madeAt }) => <Time value={madeAt} mode="datetime" /> },
    { key: 'by', header: 'By', cell: ({ madeBy }) => <PersonName person={madeBy} /> },
    {
      key: 'actions',
      header: 'Restore or delete',
      headerHidden: true,
      className: 'sm:text-right',
      cell: (version) =>
        share.may.change &&
        !version.current &&
        !version.deletedAt && <VersionButtons share={share} version={version} newest={newest} actions={actions} />,
    },
  ]
  return (
    <DataTable
      label="Versions"
      columns={columns}
      rows={rows}
      rowKey={({ number }) => String(number)}
      struck={({ deletedAt }) => deletedAt !== null}
    />
  )
}

function Which({
  share: { resourceId, kind },
  version: { number, current, deletedAt, file, note },
}: {
  share: ShareView
  version: VersionRow
}) {
  if (deletedAt) return <>{number}, deleted</>
  const look = 'inline-flex min-h-11 items-center underline underline-offset-4 hover:text-accent'
  return (
    <div className="flex flex-col items-start">
      <div className="flex flex-wrap items-center gap-x-3">
        {kind === 'file' ? (
          <DownloadLink
            href={`/api/files/${resourceId}?version=${number}&download=1`}
            label={`Download version ${number}`}
            className={look}
            page={resourcePath(resourceId)}
          />
        ) : (
          <Link href={versionPath(resourceId, String(number))} className={look}>
            {`Read version ${number}`}
          </Link>
        )}
        {current && (
          <Chip icon={<CircleCheck />} tone="accent">
            In place
          </Chip>
        )}
      </div>
      {file && (
        <span className="text-small font-normal wrap-anywhere text-muted">
          {isolated(file.name)}, {file.size}
        </span>
      )}
      {note && (
        <span dir="auto" className="text-small font-normal wrap-anywhere text-muted">
          {note}
        </span>
      )}
    </div>
  )
}

type ButtonProps = { share: ShareView; version: VersionRow; newest: number; actions: Actions }

const VersionButtons = ({ share: { resourceId, kind }, version: { number }, newest, actions }: ButtonProps) => (
  <span className="flex flex-wrap gap-2 sm:flex-nowrap sm:justify-end">
    <ActionForm action={actions.toVersion} inline className="max-w-80 text-left whitespace-normal sm:justify-end">
      <input type="hidden" name="resourceId" value={resourceId} />
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="newest" value={newest} />
      <SubmitButton variant="quiet" size="small" aria-label={`Restore version ${number}`} pendingLabel="Restoring">
        Restore
      </SubmitButton>
    </ActionForm>
    <ConfirmDialog
      label="Delete…"
      variant="quiet"
      size="small"
      title={`Delete version ${number} for good?`}
      confirmLabel="Delete for good"
      pendingLabel="Deleting"
      action={actions.dropVersion}
      fields={{ resourceId, number: String(number) }}
      ariaLabel={`Delete version ${number}`}
    >
      <p>
        {kind === 'file'
          ? 'Nobody can open its file any more, and a week later it is erased from this server.'
          : 'Its text is erased at once.'}{' '}
        The line that says who made it, and when, stays.
      </p>
      <p>This can’t be undone.</p>
    </ConfirmDialog>
  </span>
)
