import type { ShareView } from '@/lib/sharing/get-share'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SelectField } from '../ui/select-field'
import { SubmitButton } from '../ui/submit-button'

/** How sensitive it is, by the administrators' list. */
export function ShareLabel({ share: { resourceId, labelId, labels }, label }: { share: ShareView; label: FormAction }) {
  const options = [{ value: '', label: 'No label' }, ...labels.map(({ id, name, note }) => ({ value: id, label: note ? `${name}: ${note}` : name }))]
  return (
    <ActionForm action={label} className="max-w-md">
      <input type="hidden" name="resourceId" value={resourceId} />
      <SelectField label="Label" name="labelId" options={options} defaultValue={labelId ?? ''} />
      <div>
        <SubmitButton variant="secondary" pendingLabel="Saving">
          Set label
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
