import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { StepHeader } from './step-header'

/** A mailed code once more, in the session there is. */
export function CodeStep({
  action,
  next,
  resourceId,
  left,
}: {
  action: FormAction
  next: string
  resourceId: string | null
  left: number
}) {
  return (
    <>
      <StepHeader title="Confirm your address again" left={left}>
        This asks for a fresh code. We send one to your address.
      </StepHeader>
      <ActionForm action={action}>
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="resourceId" value={resourceId ?? ''} />
        <div>
          <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
