import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { AddressField } from './address-field'

/** The first run: whose Foyer this is, and who administers it. */
export function SetUpForm({ action, token }: { action: FormAction; token: string }) {
  return (
    <>
      <PageHeader
        title="Set up Foyer"
        description="Say whose it is and who administers it. We send a code to your address; once you have typed it, this page is closed for good."
      />
      <ActionForm action={action}>
        <TextField
          label="Organization"
          name="organizationName"
          autoComplete="organization"
          maxLength={100}
          required
          hint="Guests see this name on every page and in every mail."
        />
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          maxLength={100}
          required
          hint="Whoever you invite reads it. Yours to change under Account."
        />
        <AddressField hint="You are the first administrator. More can be added later." />
        <input type="hidden" name="token" value={token} />
        <div>
          <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
