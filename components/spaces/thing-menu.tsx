'use client'
import { Ellipsis } from 'lucide-react'
import { counted } from '@/lib/counted'
import { editPath, sharePath } from '@/lib/page-paths'
import { ActionForm } from '../ui/action-form'
import { Dialog } from '../ui/dialog'
import type { FormAction } from '../ui/form-state'
import { Menu, MenuButton, MenuLink } from '../ui/menu'
import { SubmitButton } from '../ui/submit-button'
import { useDialog } from '../ui/use-dialog'
import { moveAddress } from './move-address'

type Props = {
  spaceId: string
  /** The folder whose page this stands on; empty: the space's. */
  from: string
  thing: { resourceId: string; title: string }
  may: { arrange: boolean; manage: boolean; edit: boolean }
  /** How many days it could be restored once it is deleted. */
  trashDays: number
  remove: FormAction
}

/** What can be done with a thing in a space. The dialog stands beside the menu: what is in a menu goes with it. */
export function ThingMenu({ spaceId, from, thing: { resourceId, title }, may, trashDays, remove }: Props) {
  const { id, dialog, opener, close } = useDialog()
  return (
    <>
      <Menu trigger={<Ellipsis />} label={`More about ${title}`} size="small">
        {may.arrange && <MenuLink href={moveAddress(spaceId, { thing: resourceId, from })}>Move</MenuLink>}
        {may.manage && <MenuLink href={sharePath(resourceId)}>Who can open it</MenuLink>}
        {may.edit && <MenuLink href={editPath(resourceId)}>Edit</MenuLink>}
        {may.edit && (
          <MenuButton type="button" {...opener}>
            <span className="wrap-anywhere">
              Delete <bdi>{title}</bdi>
            </span>
          </MenuButton>
        )}
      </Menu>
      {may.edit && (
        <Dialog id={id} ref={dialog} title={`Delete “${title}”?`} className="text-left whitespace-normal">
          <ActionForm action={remove} onDone={close}>
            <input type="hidden" name="resourceId" value={resourceId} />
            <p>
              Nobody can open it any longer, at once: nobody in the space, and nobody who holds it by itself.{' '}
              {trashDays > 0
                ? `It goes to the trash of the space, from where it can be restored for ${counted(trashDays, 'day', 'days')}.`
                : 'This can’t be undone.'}
            </p>
            <div className="flex justify-end">
              <SubmitButton variant="danger" pendingLabel="Deleting">
                Delete
              </SubmitButton>
            </div>
          </ActionForm>
        </Dialog>
      )}
    </>
  )
}
