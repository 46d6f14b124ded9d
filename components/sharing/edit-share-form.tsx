import { sharePath } from '@/lib/page-paths'
import type { beginChange } from '@/lib/sharing/change-resource'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { AddressField, NoteField, TextOfPage, TitleField } from './resource-fields'

type Props = { resource: Awaited<ReturnType<typeof beginChange>>; edit: FormAction }

/** What its sharer may change of a share: everybody who holds it sees the change at once. */
export function EditShareForm({ resource, edit }: Props) {
  const { resourceId, revision, kind, title, note, url, body } = resource
  return (
    <ActionForm action={edit} className="max-w-guest" label="Edit">
      <input type="hidden" name="resourceId" value={resourceId} />
      <input type="hidden" name="revision" value={revision} />
      <TitleField defaultValue={title} hint={emptyTitle[kind]} />
      {kind === 'link' && <AddressField defaultValue={url ?? ''} />}
      {kind === 'page' && <TextOfPage defaultValue={body ?? ''} />}
      <NoteField defaultValue={note ?? ''} />
      <p className="text-small text-muted">Everybody who can open it sees the change at once.</p>
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Saving">Save</SubmitButton>
        <LinkButton href={sharePath(resourceId)} variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  )
}

const emptyTitle = {
  file: 'Left empty, the file’s name.',
  link: 'Left empty, the site’s name.',
  page: 'What people will find it by.',
  space: 'What people will find it by.',
}
