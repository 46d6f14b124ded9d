import { ActionForm } from '../ui/action-form'
import { Checkbox } from '../ui/checkbox'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'

type Props = { action: FormAction; cancelHref: string; /** Whom another page asks about. */ address?: string }

export function AddMemberForm({ action, cancelHref, address }: Props) {
  return (
    <ActionForm action={action} className="max-w-guest">
      <TextField
        label="Email"
        name="address"
        type="email"
        defaultValue={address}
        autoComplete="off"
        spellCheck={false}
        required
        hint="Of somebody who belongs to the organization."
      />
      <TextField label="Name" name="name" autoComplete="off" hint="They can change it themselves." />
      <Checkbox label="Administrator" name="administrator" hint="Sees to people, settings and the trail." />
      <Checkbox
        label="Also if this address is a guest’s"
        name="guestToo"
        hint="The guest becomes a member, is signed out everywhere, and can’t become a guest again."
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Adding">Add member</SubmitButton>
        <LinkButton href={cancelHref}>Cancel</LinkButton>
      </div>
    </ActionForm>
  )
}
