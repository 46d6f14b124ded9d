'use client'
import type { ToldOf } from '@/lib/sharing/who-answers'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'

type Props = { resourceId: string; sharer: string; ask: FormAction }

/** The way on from a file that may only be viewed and that no page can show. */
export const AskForDownload = ({ resourceId, sharer, ask }: Props) => (
  <ActionForm action={ask}>
    {(state) =>
      state.status === 'done' ? (
        <p className="max-w-prose rounded bg-accent-tint px-3 py-2.5 text-accent" role="status">
          {told[(state.result as { told: ToldOf }).told](sharer)}
        </p>
      ) : (
        <div>
          <input type="hidden" name="resourceId" value={resourceId} />
          <SubmitButton pendingLabel="Asking…">Ask to download it</SubmitButton>
        </div>
      )
    }
  </ActionForm>
)

const told: Record<ToldOf, (sharer: string) => string> = {
  sharer: (sharer) => `${sharer} will be told that you ask. If it is allowed, this page offers the download.`,
  others: (sharer) =>
    `${sharer} can’t answer any longer. An administrator will be told that you ask. If it is allowed, this page offers the download.`,
  nobody: () => 'Your question is kept. Nobody who could answer is here just now.',
}
