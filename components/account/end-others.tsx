'use client'
import { ActionForm } from '../ui/action-form'
import type { FormAction, FormState } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'

/** Signs out everywhere but here, and says how many sessions that ended. */
export function EndOthers({ action }: { action: FormAction }) {
  return (
    <ActionForm action={action} inline>
      {(state) => (
        <>
          <SubmitButton variant="secondary" pendingLabel="Signing out…">
            Sign out everywhere else
          </SubmitButton>
          <p role="status" className="text-small text-muted">
            {said(state)}
          </p>
        </>
      )}
    </ActionForm>
  )
}

function said({ status, result }: FormState) {
  if (status !== 'done') return null
  const { ended } = result as { ended: number }
  if (ended === 0) return 'You were signed in nowhere else.'
  return `Ended ${ended} other ${ended === 1 ? 'session' : 'sessions'}.`
}
