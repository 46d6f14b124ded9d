import type { FactorsView } from '@/lib/identity/factors/manage-factors'
import { ActionForm } from '../ui/action-form'
import { CodeField } from '../ui/code-field'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { FactorTitle } from './factor-title'
import { AddPasskey, type PasskeyActions } from './passkey-buttons'
import { PasskeyInstead } from './passkey-instead'

export type EnrollActions = PasskeyActions & Record<'beginApp' | 'confirmApp', FormAction>

type Props = {
  toScan: FactorsView['toScan']
  actions: EnrollActions
  /** Where the person was going. */ next?: string
  passkeyOnly?: boolean
}

/** Sets up a factor: an app by scanning, a passkey by the browser's own dialog. */
export function Enroll({ toScan, actions, next = '', passkeyOnly = false }: Props) {
  return (
    <div className="flex flex-col gap-8">
      {!passkeyOnly &&
        (toScan ? (
          <Scan toScan={toScan} action={actions.confirmApp} next={next} />
        ) : (
          <Begin action={actions.beginApp} />
        ))}
      {toScan && !passkeyOnly ? (
        <PasskeyInstead actions={actions} next={next} />
      ) : (
        <AddPasskey actions={actions} next={next} only={passkeyOnly} />
      )}
    </div>
  )
}

const Begin = ({ action }: { action: FormAction }) => (
  <ActionForm action={action} label="Authenticator app">
    <FactorTitle title="Authenticator app">
      An app on your phone shows a new code every half minute. Any will do: Google Authenticator, Microsoft
      Authenticator, Aegis, 1Password.
    </FactorTitle>
    <div>
      <SubmitButton variant="secondary" pendingLabel="One moment…">
        Set up authenticator app
      </SubmitButton>
    </div>
  </ActionForm>
)

function Scan({
  toScan: { secret, svg },
  action,
  next,
}: {
  toScan: NonNullable<FactorsView['toScan']>
  action: FormAction
  next: string
}) {
  return (
    <ActionForm action={action} label="Authenticator app">
      <input type="hidden" name="next" value={next} />
      <FactorTitle title="Authenticator app">
        Scan this with the app, or type the key into it. Then enter the code it shows.
      </FactorTitle>
      <img
        src={`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`}
        alt="QR code for the authenticator app"
        width={200}
        height={200}
        className="rounded border border-line"
      />
      <p>
        <span className="block text-small text-muted">Key</span>
        <code className="font-mono break-all">{secret}</code>
      </p>
      <CodeField label="Authenticator code" length={6} hint="Six digits." />
      <TextField
        label="Name of the app"
        name="name"
        hint="To tell it from another one later. Optional."
        maxLength={60}
        placeholder="My phone"
        autoComplete="off"
      />
      <div>
        <SubmitButton pendingLabel="Verifying…">Verify</SubmitButton>
      </div>
    </ActionForm>
  )
}
