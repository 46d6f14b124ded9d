import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { TextArea } from '../ui/text-area'
import { StepHeader } from './step-header'

/** Asked once in a session. */
export function PurposeStep({ action, left }: { action: FormAction; left: number }) {
  return (
    <>
      <StepHeader title="Why do you need this?" left={left}>
        A sentence is enough. Whoever shared it with you sees what you write here, and so do the administrators.
      </StepHeader>
      <ActionForm action={action}>
        <TextArea name="purpose" label="Purpose" maxLength={500} required />
        <div>
          <SubmitButton pendingLabel="Saving…">Continue</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
