'use client'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'

type Props = { inviter: string; token: string; ask: FormAction }

/** The way on from an invitation that has ended. What it answers is the same whatever came of it. */
export function AskAgain({ inviter, token, ask }: Props) {
  return (
    <ActionForm action={ask}>
      {(state) =>
        state.status === 'done' ? (
          <p className="max-w-prose rounded bg-accent-tint px-3 py-2.5 text-accent" role="status">
            <bdi>{inviter}</bdi> will be told that you ask. A new invitation comes by mail, to the address this one was sent to.
          </p>
        ) : (
          <div>
            <input type="hidden" name="token" value={token} />
            <SubmitButton pendingLabel="Asking…">Ask <bdi>{inviter}</bdi> for a new one</SubmitButton>
          </div>
        )
      }
    </ActionForm>
  )
}
