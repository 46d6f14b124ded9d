'use client'
import { ActionForm } from '../../ui/action-form'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import type { FormAction } from '../../ui/form-state'
import { SubmitButton } from '../../ui/submit-button'
import { TextArea } from '../../ui/text-area'
import { TextField } from '../../ui/text-field'
import { useDialog } from '../../ui/use-dialog'

type Props = {
  roundId: string
  action: FormAction
  label: string
  title: string
  /** None: everything that is open. */
  ids?: number[]
  onDone?: () => void
}

/** Hands items on to another member, with a reason that they read. */
export function HandOn({ roundId, action, label, title, ids = [], onDone }: Props) {
  const { id, dialog, opener, closer, close } = useDialog()
  const done = () => {
    close()
    onDone?.()
  }
  return (
    <>
      <Button size="small" {...opener}>
        {label}
      </Button>
      <Dialog id={id} ref={dialog} title={title}>
        <ActionForm action={action} onDone={done} clear>
          <input type="hidden" name="roundId" value={roundId} />
          <input type="hidden" name="ids" value={ids.join()} />
          <TextField
            label="Member"
            name="toAddress"
            type="email"
            hint="The address of a member who knows better. They answer from then on, and are told by mail."
          />
          <TextArea label="Why" name="reason" rows={2} hint="They read this beside each item." />
          <div className="flex flex-wrap justify-end gap-2">
            <Button {...closer}>Cancel</Button>
            <SubmitButton pendingLabel="Handing on">Hand on</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
    </>
  )
}
