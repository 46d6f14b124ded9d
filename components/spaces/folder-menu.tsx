'use client'
import { Ellipsis } from 'lucide-react'
import { ActionForm } from '../ui/action-form'
import { Dialog } from '../ui/dialog'
import { Menu, MenuButton, MenuLink } from '../ui/menu'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { useDialog } from '../ui/use-dialog'
import type { FolderActions } from './folder-actions'
import { moveAddress } from './move-address'

type Props = {
  spaceId: string
  /** The folder whose page this stands on; empty: the space's. */
  from: string
  folder: { folderId: string; name: string }
  actions: FolderActions
}

/** What can be done with a folder. The dialog stands beside the menu: what is in a menu goes with it. */
export function FolderMenu({ spaceId, from, folder: { folderId, name }, actions }: Props) {
  const { id, dialog, opener, close } = useDialog()
  return (
    <>
      <Menu trigger={<Ellipsis />} label={`More about ${name}`} size="small">
        <MenuButton type="button" {...opener}>
          Rename
        </MenuButton>
        <MenuLink href={moveAddress(spaceId, { folder: folderId, from })}>Move</MenuLink>
        <ActionForm action={actions.remove} className="gap-1! text-left">
          <input type="hidden" name="spaceId" value={spaceId} />
          <input type="hidden" name="folderId" value={folderId} />
          <MenuButton>
            <span className="wrap-anywhere">
              Delete <bdi>{name}</bdi>
            </span>
          </MenuButton>
        </ActionForm>
      </Menu>
      <Dialog id={id} ref={dialog} title={`Rename ${name}`} className="text-left whitespace-normal">
        <ActionForm action={actions.rename} onDone={close}>
          <input type="hidden" name="spaceId" value={spaceId} />
          <input type="hidden" name="folderId" value={folderId} />
          <TextField label="Name" name="name" defaultValue={name} maxLength={200} autoComplete="off" required />
          <div className="flex justify-end">
            <SubmitButton pendingLabel="Renaming">Rename</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
    </>
  )
}
