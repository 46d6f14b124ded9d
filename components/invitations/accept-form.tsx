import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { Statement } from './privacy-statement'

type Props = {
  organizationName: string
  statement: string
  action: FormAction
  /** The link that is redeemed with it, where one is. */
  token?: string
}

/** The statement in full, and the one button that accepts it. */
export function AcceptForm({ organizationName, statement, action, token }: Props) {
  return (
    <section aria-labelledby="accept">
      <h2 id="accept" className="text-lead font-semibold">
        The privacy statement of <bdi>{organizationName}</bdi>
      </h2>
      <p className="mt-1 mb-4 text-muted">Accept it to go on. You are asked once, and again only if it changes.</p>
      <Statement statement={statement} />
      <ActionForm action={action} className="mt-6">
        {token && <input type="hidden" name="token" value={token} />}
        <input type="hidden" name="acceptPrivacy" value="true" />
        <div>
          <SubmitButton pendingLabel="Accepting…">Accept</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
