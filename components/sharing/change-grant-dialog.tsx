'use client'
import { isolated } from '@/lib/own-direction'
import type { PersonRow } from '@/lib/sharing/list-people'
import { ActionForm } from '../ui/action-form'
import { Button } from '../ui/button'
import { CopyField } from '../ui/copy-field'
import { Dialog } from '../ui/dialog'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { Day } from '../ui/day'
import { useDialog } from '../ui/use-dialog'
import { AccessEndField } from './access-end-field'
import { RoleSelect } from './role-field'

/** Role, where there is a choice, and end of one person's access, and the link of an invitation to take along. */
export function ChangeGrantDialog({ row, change }: { row: PersonRow; change: FormAction }) {
  const { grantId, person, shared, role, endsAt, revision, invitationUrl } = row
  const { id, dialog, opener, closer, close } = useDialog()
  const name = person.name ?? person.address
  return (
    <>
      <Button variant="quiet" size="small" aria-label={`Change access of ${person.address}`} {...opener}>
        Change
      </Button>
      <Dialog id={id} ref={dialog} title={`Access of ${isolated(name)}`} className="text-left">
        <ActionForm action={change} onDone={close}>
          <input type="hidden" name="grantId" value={grantId} />
          <input type="hidden" name="revision" value={revision} />
          <RoleSelect shared={shared} role={role} />
          <AccessEndField
            now={
              endsAt ? (
                <>
                  Now until <Day value={endsAt} />.
                </>
              ) : (
                'Now without end.'
              )
            }
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button {...closer}>Cancel</Button>
            <SubmitButton pendingLabel="Changing">Change access</SubmitButton>
          </div>
        </ActionForm>
        {invitationUrl && (
          <div className="border-t border-line pt-4">
            <CopyField
              label="Invitation link"
              value={invitationUrl}
              hint={`For ${person.address} alone: it asks for a code that is mailed there.`}
            />
          </div>
        )}
      </Dialog>
    </>
  )
}
