import { counted } from '@/lib/counted'
import { isolated } from '@/lib/own-direction'
import type { Trash, TrashRow } from '@/lib/sharing/trash/list-trash'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { type Column, DataTable } from '../ui/data-table'
import { Day } from '../ui/day'
import { EmptyState } from '../ui/empty-state'
import type { FormAction } from '../ui/form-state'
import { KindIcon } from '../ui/kind-icon'
import { listAddress } from '../ui/list-address'
import { ListFilters } from '../ui/list-filters'
import { PageHeader } from '../ui/page-header'
import { Pagination } from '../ui/pagination'
import { Time } from '../ui/time'
import { namesInWords } from './choices'

type Actions = Record<'restore' | 'purge', FormAction>
type Props = { trash: Trash; path: string; back: { href: string; label: string }; actions: Actions }

/** What was deleted and can still be restored: of a member, or of a space. */
export function TrashPage({ trash: { rows, q, days, ...pages }, path, back, actions }: Props) {
  return (
    <>
      <PageHeader
        title="Trash"
        back={back}
        description={`What is deleted opens for nobody at once, and can be restored for ${counted(days, 'day', 'days')}.`}
      />
      {pages.total === 0 && !q ? (
        <EmptyState title="The trash is empty.">
          What you delete lies here for a while, in case you want it back.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <ListFilters path={path} search={{ label: 'Title', value: q }} />
          {rows.length > 0 ? (
            <DataTable label="Trash" columns={columns(actions)} rows={rows} rowKey={({ resourceId }) => resourceId} />
          ) : (
            <p className="py-6 text-muted">Nothing in the trash matches “{q}”.</p>
          )}
          {pages.pages > 1 && (
            <Pagination {...pages} noun={['thing', 'things']} href={(page) => listAddress(path, { q, page })} />
          )}
        </div>
      )}
    </>
  )
}

const columns = (actions: Actions): Column<TrashRow>[] => [
  {
    key: 'title',
    header: 'Title',
    cell: ({ kind, title }) => (
      <span className="flex min-w-0 items-center gap-3">
        <KindIcon kind={kind} />
        <bdi className="min-w-0 wrap-anywhere">{title}</bdi>
      </span>
    ),
  },
  { key: 'deleted', header: 'Deleted', cell: ({ deletedAt }) => <Time value={deletedAt} /> },
  { key: 'until', header: 'Kept until', cell: ({ until }) => <Day value={until} /> },
  {
    key: 'acts',
    header: 'Restore or delete',
    headerHidden: true,
    className: 'sm:text-right',
    cell: (row) => <Acts row={row} actions={actions} />,
  },
]

function Acts({ row, actions }: { row: TrashRow; actions: Actions }) {
  const { resourceId, title, kind, may } = row
  if (!may.restore && !may.purge)
    return <span className="text-small text-muted">An administrator deleted it: ask them to restore it.</span>
  return (
    <span className="flex flex-wrap gap-2 sm:flex-nowrap sm:justify-end">
      {may.restore && (
        <ConfirmDialog
          label="Restore"
          title={`Restore “${isolated(title)}”?`}
          confirmLabel={`Restore ${kind}`}
          confirmVariant="primary"
          pendingLabel="Restoring"
          action={actions.restore}
          fields={{ resourceId }}
          size="small"
          variant="quiet"
          ariaLabel={`Restore ${title}`}
        >
          <WhatComesBack row={row} />
        </ConfirmDialog>
      )}
      {may.purge && (
        <ConfirmDialog
          label="Delete for good"
          title={`Delete “${isolated(title)}” for good?`}
          confirmLabel="Delete for good"
          pendingLabel="Deleting"
          action={actions.purge}
          fields={{ resourceId }}
          size="small"
          variant="quiet"
          ariaLabel={`Delete ${title} for good`}
        >
          <p>
            {row.along > 0 &&
              `${counted(row.along, 'thing that was in it goes', 'things that were in it go')} with it. `}
            Nobody can restore it then, and its files are erased from this server a week later.
          </p>
        </ConfirmDialog>
      )}
    </span>
  )
}

/** Named before the button, so that nobody is let in again unawares. */
function WhatComesBack({ row: { back, names } }: { row: TrashRow }) {
  const { people, links, things, space } = back
  return (
    <>
      <ul className="flex list-disc flex-col gap-1.5 pl-5">
        <li>
          {people > 0
            ? `${namesInWords(names, people)} ${people === 1 ? 'opens' : 'open'} it again, with the role and the end they had.`
            : space
              ? 'Everybody in the space opens it again.'
              : 'Nobody else opens it again.'}
        </li>
        {people > 0 && space && <li>So does everybody in the space.</li>}
        {links > 0 && <li>{counted(links, 'share link works', 'share links work')} again.</li>}
        {things > 0 && (
          <li>{counted(things, 'thing that was in it comes', 'things that were in it come')} back with it.</li>
        )}
      </ul>
      <p>Whoever’s access was ended, denied or blocked meanwhile, or has run out, stays out.</p>
    </>
  )
}
