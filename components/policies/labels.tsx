import type { LabelView } from '@/lib/policies/labels/labels'
import { ActionForm } from '../ui/action-form'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { DataTable, type Column } from '../ui/data-table'
import { DialogButton } from '../ui/dialog-button'
import { EmptyState } from '../ui/empty-state'
import type { FormAction } from '../ui/form-state'
import { Section } from '../ui/section'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { LabelOrder } from './label-order'

type Props = { labels: LabelView[]; save: FormAction; move: FormAction; remove: FormAction }

/** The list, least sensitive first, and a form for one more. */
export function Labels({ labels, save, move, remove }: Props) {
  const columns: Column<LabelView>[] = [
    { key: 'name', header: 'Label', cell: ({ name }) => <span className="font-medium">{name}</span> },
    {
      key: 'note',
      header: 'What for',
      className: 'whitespace-normal sm:min-w-64',
      cell: ({ note }) => note ?? <span className="text-muted">–</span>,
    },
    { key: 'resources', header: 'Resources', cell: ({ resources }) => resources.toLocaleString('en') },
    {
      key: 'order',
      header: 'Order',
      cell: (label) => (
        <LabelOrder
          label={label}
          place={labels.indexOf(label)}
          first={label === labels.at(0)}
          last={label === labels.at(-1)}
          move={move}
        />
      ),
    },
    {
      key: 'actions',
      header: 'Change or delete',
      headerHidden: true,
      className: 'sm:text-right',
      cell: (label) => <Buttons label={label} save={save} remove={remove} />,
    },
  ]
  return (
    <>
      {labels.length > 0 ? (
        <DataTable label="Labels" columns={columns} rows={labels} rowKey={({ id }) => id} />
      ) : (
        <EmptyState title="No label yet">
          With labels such as Public, Internal and Confidential, sharers say how sensitive a resource is, and policies
          ask more where it matters.
        </EmptyState>
      )}
      <Section title="Add a label">
        <LabelForm save={save} />
      </Section>
    </>
  )
}

function LabelForm({ label, save }: { label?: LabelView; save: FormAction }) {
  return (
    <ActionForm action={save} className="max-w-prose" clear={!label}>
      {label && (
        <>
          <input type="hidden" name="labelId" value={label.id} />
          <input type="hidden" name="revision" value={label.revision} />
        </>
      )}
      <TextField label="Name" name="name" defaultValue={label?.name} maxLength={40} required autoComplete="off" />
      <TextField
        label="What for"
        name="note"
        defaultValue={label?.note ?? ''}
        maxLength={200}
        hint="Sharers read it when they choose."
      />
      <div>
        <SubmitButton pendingLabel="Saving">{label ? 'Save label' : 'Add label'}</SubmitButton>
      </div>
    </ActionForm>
  )
}

function Buttons({ label, save, remove }: { label: LabelView; save: FormAction; remove: FormAction }) {
  const { id, name, resources } = label
  return (
    <span className="inline-flex gap-1">
      <DialogButton label="Change" ariaLabel={`Change ${name}`} variant="quiet" size="small">
        <LabelForm label={label} save={save} />
      </DialogButton>
      <ConfirmDialog
        label="Delete"
        ariaLabel={`Delete ${name}`}
        title={`Delete “${name}”?`}
        confirmLabel="Delete label"
        pendingLabel="Deleting"
        action={remove}
        fields={{ labelId: id }}
        variant="quiet"
        size="small"
      >
        <p>
          {resources === 0
            ? 'No resource carries it.'
            : `${resources.toLocaleString('en')} ${resources === 1 ? 'resource carries' : 'resources carry'} it and will carry none. Policies set on it do not reach them any longer.`}
        </p>
      </ConfirmDialog>
    </span>
  )
}
