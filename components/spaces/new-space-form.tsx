import type { LabelChoice } from '@/lib/sharing/labels'
import { InvitationFields } from '../sharing/invitation-fields'
import { LabelField } from '../sharing/label-field'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'

type Props = { create: FormAction; labels: LabelChoice[] }

/** What a space is called and for, and who is in it. */
export function NewSpaceForm({ create, labels }: Props) {
  return (
    <ActionForm action={create} className="max-w-guest gap-8!" label="New space">
      <div className="flex flex-col gap-5">
        <TextField label="Name" name="name" maxLength={200} autoComplete="off" required />
        <TextArea
          label="Purpose"
          name="purpose"
          rows={2}
          draft
          hint="Stands under its name, for everybody in it. Optional."
          maxLength={2000}
        />
        {labels.length > 0 && (
          <LabelField
            labels={labels}
            hint="How sensitive it is. What is in it counts as at least as sensitive; your organization may ask more of people before they open it."
          />
        )}
      </div>
      <div className="flex flex-col gap-5 border-t border-line pt-8">
        <InvitationFields shared={{ kind: 'space', shown: true }} optional />
      </div>
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Creating">Create space</SubmitButton>
        <LinkButton href="/spaces" variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  )
}
