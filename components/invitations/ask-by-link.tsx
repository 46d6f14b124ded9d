'use client'
import { isolated } from '@/lib/own-direction'
import type { ToldOfLink } from '@/lib/sharing/ask-for-share-link'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'

type Props = { asked: string; signedIn: boolean; token: string; ask: FormAction }

/** The way on from a share link that lets its reader in no longer. */
export const AskByLink = ({ asked, signedIn, token, ask }: Props) => (
  <ActionForm action={ask}>
    {(state) =>
      state.status === 'done' ? (
        <p className="max-w-prose rounded bg-accent-tint px-3 py-2.5 text-accent" role="status">
          {told[(state.result as { told: ToldOfLink }).told](isolated(asked))}
        </p>
      ) : (
        <>
          <input type="hidden" name="token" value={token} />
          {!signedIn && (
            <p className="max-w-prose text-muted">
              Your question says that somebody with this link asks, and not who: if you have been here before, sign in
              first.
            </p>
          )}
          <div>
            <SubmitButton pendingLabel="Asking…">{`Ask ${isolated(asked)} to let you in`}</SubmitButton>
          </div>
        </>
      )
    }
  </ActionForm>
)

const told: Record<ToldOfLink, (asked: string) => string> = {
  sharer: (asked) => `${asked} will be told that you ask.`,
  others: () => 'Whoever made this link can’t answer any longer. Somebody who can will be told that you ask.',
  nobody: () => 'Your question is kept. Nobody who could answer is here just now.',
  unasked: () => 'Nothing was asked: load this page again to see what the link opens now.',
}
