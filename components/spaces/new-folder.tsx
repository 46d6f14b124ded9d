import { FolderPlus } from 'lucide-react'
import { ActionForm } from '../ui/action-form'
import { DialogButton } from '../ui/dialog-button'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'

type Props = { spaceId: string; /** Empty: none. */ parentId: string; create: FormAction }

/** Makes a folder, in the folder that is shown. */
export const NewFolder = ({ spaceId, parentId, create }: Props) => (
  <DialogButton
    label={
      <>
        <FolderPlus />
        New folder
      </>
    }
    title="New folder"
    variant="secondary"
  >
    <ActionForm action={create}>
      <input type="hidden" name="spaceId" value={spaceId} />
      <input type="hidden" name="parentId" value={parentId} />
      <TextField label="Name" name="name" maxLength={200} autoComplete="off" required />
      <div className="flex justify-end">
        <SubmitButton pendingLabel="Creating">Create folder</SubmitButton>
      </div>
    </ActionForm>
  </DialogButton>
)
