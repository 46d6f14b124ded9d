import type { FactorsView } from '@/lib/identity/factors/manage-factors'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import { CodeField } from '../ui/code-field'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { type PasskeyActions, ShowPasskey } from './passkey-buttons'

export type ShowActions = PasskeyActions & Record<'showApp' | 'useRecoveryCode', FormAction>

type Kind = 'passkey' | 'app' | 'recovery'
type Props = { factors: FactorsView; actions: ShowActions; /** What is enough here. */ accepts?: readonly Kind[] }

/** What is enough before a person's own factors change. */
export const enoughFor = (missing: FactorsView['missing']): readonly Kind[] =>
  missing === 'passkey' ? ['passkey', 'recovery'] : everyKind

const everyKind = ['passkey', 'app', 'recovery'] as const

/** Shows a factor that was set up before: a passkey first, since it can't be phished; a recovery code last. */
export function ShowFactor({ factors, actions, accepts = everyKind }: Props) {
  const passkeys = factors.rows.some(({ kind, madeFor }) => kind === 'passkey' && !madeFor)
  const apps = factors.rows.some(({ kind, disabled }) => kind === 'app' && !disabled)
  return (
    <div className="flex flex-col gap-8">
      {passkeys ? <ShowPasskey actions={actions} /> : <Stranded factors={factors} />}
      {apps && accepts.includes('app') && (
        <ActionForm action={actions.showApp} label="Authenticator app">
          <CodeField label="Authenticator code" length={6} hint="Six digits, from the app." />
          <div>
            <SubmitButton pendingLabel="Verifying…">Verify</SubmitButton>
          </div>
        </ActionForm>
      )}
      {accepts.includes('recovery') && factors.recoveryCodes > 0 && (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-small font-medium text-accent underline underline-offset-4">
            Use a recovery code
          </summary>
          <ActionForm action={actions.useRecoveryCode} label="Recovery code" className="mt-3">
            <TextField
              label="Recovery code"
              name="recoveryCode"
              autoComplete="off"
              spellCheck={false}
              hint="One of the ten that you kept. Each is good once."
              className="font-mono"
              required
            />
            <div>
              <SubmitButton variant="secondary" pendingLabel="Verifying…">
                Use recovery code
              </SubmitButton>
            </div>
          </ActionForm>
        </details>
      )}
      <p className="text-small text-muted">
        Lost everything? Ask an administrator: somebody who knows you has to vouch for you, then you can set up a new
        one.
      </p>
    </div>
  )
}

/** Passkeys stay behind when the portal moves to another host: the browser has none to show, and would only say so. */
function Stranded({ factors: { rows, host } }: Pick<Props, 'factors'>) {
  const made = rows.find(({ madeFor }) => madeFor)
  return (
    made && (
      <Banner tone="warning">
        Your passkey “{made.name}” was made for {made.madeFor}, and this is {host} now: it can’t be shown here. Use what
        else you have, then add a new one.
      </Banner>
    )
  )
}
