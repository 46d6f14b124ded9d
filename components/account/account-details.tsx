import type { AccountView } from '@/lib/identity/accounts/get-account'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { Section } from '../ui/section'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'

/** Who one is here. The name can be changed, the address is what was proven. */
export function AccountDetails({ account, rename }: { account: AccountView; rename: FormAction }) {
  const { address, name } = account
  return (
    <Section title="You">
      <dl className="mb-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
        <dt className="text-muted">Email</dt>
        <dd className="wrap-anywhere">{address}</dd>
        <dt className="text-muted">You are</dt>
        <dd>{standing(account)}</dd>
      </dl>
      <ActionForm action={rename} label="Name" className="max-w-guest">
        <TextField
          label="Name"
          name="name"
          autoComplete="name"
          maxLength={100}
          defaultValue={name ?? undefined}
          hint="Shown beside your address to the people you share with. It may stay empty."
        />
        <div>
          <SubmitButton variant="secondary" pendingLabel="Saving…">
            Save name
          </SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

function standing({ kind, administrator }: AccountView) {
  if (kind === 'guest') return 'A guest'
  return administrator ? 'A member and an administrator' : 'A member'
}
