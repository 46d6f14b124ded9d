'use client'
import { AddPasskey, type PasskeyActions } from './passkey-buttons'
import { usePasskeySupport } from './use-passkey-support'

/** Where the app was chosen the other way stays open, and no longer stands beside it. */
export function PasskeyInstead({ actions, next }: { actions: PasskeyActions; next: string }) {
  if (usePasskeySupport() === false) return null
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-medium text-accent underline underline-offset-4">
        Take a passkey instead
      </summary>
      <div className="mt-4">
        <AddPasskey actions={actions} next={next} />
      </div>
    </details>
  )
}
