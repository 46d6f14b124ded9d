import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { StepHeader } from './step-header'

/** The session does not reach far enough any longer: a new one begins with a new code. */
export function SignInStep({ action, next, left }: { action: FormAction; next: string; left: number }) {
  return (
    <>
      <StepHeader title="Sign in again" left={left}>
        It has been a while, or the browser was closed. We send a new code to your address, and then you are where you
        were.
      </StepHeader>
      <ActionForm action={action}>
        <input type="hidden" name="next" value={next} />
        <div>
          <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
