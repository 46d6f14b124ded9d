import { Link2 } from 'lucide-react'
import type { Shareable } from '@/lib/sharing/roles'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { RadioGroup } from '../ui/radio-group'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { AccessEndField } from './access-end-field'
import { RoleSelect } from './role-field'

const audiences = [
  { value: 'invited', label: 'Invited people', hint: 'Those listed above. It lets in nobody new.' },
  { value: 'domains', label: 'People at chosen domains', hint: 'Anyone whose address is at a mail domain you name.' },
  { value: 'anyone', label: 'Anyone with a proven address', hint: 'Whoever gets hold of the link.' },
]

/** The result stands above the form, as the newest link. */
export function CreateLinkForm({
  resourceId,
  shared,
  create,
}: {
  resourceId: string
  shared: Shareable
  create: FormAction
}) {
  return (
    <ActionForm action={create} label="New share link" className="group">
      <input type="hidden" name="resourceId" value={resourceId} />
      <RadioGroup
        legend="Who may use the link?"
        name="audience"
        options={audiences}
        defaultValue="invited"
        columns={3}
      />
      <div className="hidden group-has-[[value=domains]:checked]:block">
        <TextField
          label="Mail domains"
          name="domains"
          hint="Such as contoso.com, fabrikam.com. Each counts whole: sub-domains are not among them."
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </div>
      <div className="grid items-start gap-5 sm:grid-cols-3">
        <RoleSelect shared={shared} role={shared.kind === 'space' ? 'view' : 'download'} byLink />
        <AccessEndField />
        <div className="group-has-[[value=invited]:checked]:hidden">
          <TextField
            label="How many people at most"
            name="maxPeople"
            type="number"
            inputMode="numeric"
            min={1}
            max={10000}
            defaultValue="50"
          />
        </div>
      </div>
      <SubmitButton variant="secondary" className="self-start" pendingLabel="Creating">
        <Link2 />
        Create link
      </SubmitButton>
    </ActionForm>
  )
}
