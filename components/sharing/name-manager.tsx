import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'

/** For administrators, on a space whose last manager was disabled. */
export const NameManager = ({ spaceId, name }: { spaceId: string; name: FormAction }) => (
  <div className="mb-10 flex max-w-guest flex-col gap-4">
    <Banner tone="warning">
      Nobody manages this space: whoever did is disabled. What is in it opens as before; name somebody who looks after
      it.
    </Banner>
    <ActionForm action={name} label="Name a manager">
      <input type="hidden" name="spaceId" value={spaceId} />
      <TextField
        label="Member"
        name="address"
        type="email"
        autoComplete="off"
        hint="The address of another member. They are told by mail."
        required
      />
      <div>
        <SubmitButton pendingLabel="Naming">Let them manage it</SubmitButton>
      </div>
    </ActionForm>
  </div>
)
