'use client'
import { isolated } from '@/lib/own-direction'
import type { Told } from '@/lib/invitations/ask-for-invitation'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { askedInWords } from './asked-in-words'

type Props = { inviter: string; token: string; ask: FormAction }

/** The way on from an invitation that has ended. */
export function AskAgain({ inviter, token, ask }: Props) {
  return (
    <ActionForm action={ask}>
      {(state) =>
        state.status === 'done' ? (
          <p className="max-w-prose rounded bg-accent-tint px-3 py-2.5 text-accent" role="status">
            {askedInWords((state.result as { told: Told }).told, isolated(inviter))}
          </p>
        ) : (
          <div>
            <input type="hidden" name="token" value={token} />
            <SubmitButton pendingLabel="Asking…">{`Ask ${isolated(inviter)} for a new one`}</SubmitButton>
          </div>
        )
      }
    </ActionForm>
  )
}
