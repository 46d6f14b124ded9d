import type { ShareView } from '@/lib/sharing/get-share'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { LabelField } from './label-field'

/** How sensitive it is, by the administrators' list. */
export function ShareLabel({ share: { resourceId, labelId, labels }, label }: { share: ShareView; label: FormAction }) {
  return (
    <ActionForm action={label} className="max-w-md">
      <input type="hidden" name="resourceId" value={resourceId} />
      <LabelField labels={labels} labelId={labelId} />
      <div>
        <SubmitButton variant="secondary" pendingLabel="Saving">
          Set label
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
