import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'

type Props = { action: FormAction; token: string; maskedAddress: string }

/** Where the link of a code mail leads: one button, and nothing happens before it. */
export function LetInForm({ action, token, maskedAddress }: Props) {
  return (
    <>
      <PageHeader
        title="Was this you?"
        description={
          <p>
            Somebody asked for a code for{' '}
            <strong className="font-semibold wrap-anywhere text-ink">{maskedAddress}</strong>. If it was you and you
            were told that too many codes were asked for or typed, let this browser in: for 24 hours it asks apart from
            everybody else. You sign in with a code as always.
          </p>
        }
      />
      <ActionForm action={action}>
        <input type="hidden" name="token" value={token} />
        <div>
          <SubmitButton pendingLabel="Letting in…">This was me</SubmitButton>
        </div>
      </ActionForm>
      <p className="mt-10 border-t border-line pt-6 text-small text-muted">
        Not you? Close this page: nothing happens, and without a code nobody gets in.
      </p>
    </>
  )
}
