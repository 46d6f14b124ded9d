import { folderPath } from '@/lib/page-paths'
import type { beginAdding } from '@/lib/sharing/spaces/begin-adding'
import { FileQueue } from '../files/queue/file-queue'
import { ResourceFields } from '../sharing/resource-fields'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'

type Props = Awaited<ReturnType<typeof beginAdding>> & { add: FormAction; addFile: FormAction }

/** More files, or one more link or page for a space. Who may open it is settled by the space. */
export function AddToSpaceForm({ add, addFile, spaceId, folderId, kind, fileLimit }: Props) {
  return (
    <ActionForm action={add} className="group/adding max-w-guest gap-8!" label="Add to the space">
      <input type="hidden" name="spaceId" value={spaceId} />
      <input type="hidden" name="folderId" value={folderId} />
      <ResourceFields
        kind={kind}
        fileLimit={fileLimit}
        files={<FileQueue spaceId={spaceId} folderId={folderId} limit={fileLimit} add={addFile} />}
      />
      <div className="hidden group-has-[[value=file]:checked]/adding:block">
        <LinkButton href={folderPath(spaceId, folderId)}>
          {folderId ? 'Back to the folder' : 'Back to the space'}
        </LinkButton>
      </div>
      <div className="flex flex-wrap gap-2 group-has-[[value=file]:checked]/adding:hidden">
        <SubmitButton pendingLabel="Adding">Add</SubmitButton>
        <LinkButton href={folderPath(spaceId, folderId)} variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  )
}
