import { isolated } from '@/lib/own-direction'
import type { PersonView } from '@/lib/people/get-person'
import { ActionForm } from '../ui/action-form'
import { DialogButton } from '../ui/dialog-button'
import type { FormAction } from '../ui/form-state'
import { Section } from '../ui/section'
import { SubmitButton } from '../ui/submit-button'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { Time } from '../ui/time'
import { WaitingReset, type WaitingResetActions } from './waiting-reset'

type Props = { view: PersonView; actions: WaitingResetActions & { resetFactors: FormAction } }

/** What a person signs in with beside the mailed code, and the way to a new start for whoever lost it. */
export function PersonFactors({ view, actions }: Props) {
  const { person, factors, reset: waiting, vouching, mayReset } = view
  const askable = factors.length > 0 && mayReset && !waiting
  return (
    <Section
      title="Sign-in methods"
      action={askable && vouching.by !== 'nobody' && <Reset view={view} reset={actions.resetFactors} />}
    >
      {waiting && <WaitingReset reset={waiting} view={view} actions={actions} />}
      {factors.length > 0 ? (
        <ul>
          {factors.map((factor) => (
            <Factor key={factor.id} factor={factor} />
          ))}
        </ul>
      ) : (
        <p className="text-muted">Only the mailed code.</p>
      )}
      {askable && vouching.by === 'nobody' && <NobodyVouches address={person.address} />}
    </Section>
  )
}

const Factor = ({ factor: { kind, name, lastUsedAt, madeFor } }: { factor: PersonView['factors'][number] }) => (
  <li className="border-b border-line py-3">
    <span className="font-medium">
      <bdi>{name}</bdi>
    </span>
    <span className="text-muted">
      , {kind === 'app' ? 'authenticator app' : 'passkey'},{' '}
      {lastUsedAt ? (
        <>
          last used <Time value={lastUsedAt} />
        </>
      ) : (
        'never used'
      )}
      {madeFor && `, made for ${madeFor}: it can’t be shown here`}
    </span>
  </li>
)

const NobodyVouches = ({ address }: { address: string }) => (
  <p className="mt-4 max-w-prose text-small text-muted">
    Have they lost them all? Nobody here can vouch for them when you ask: it takes a member with another mailbox than
    yours and theirs, here for seven days and not let in by you. Whoever runs the server removes them with{' '}
    <code className="font-mono wrap-anywhere">npm run reset-factors -- {address}</code>.
  </p>
)

const hints = {
  sponsor: 'A member’s address. Empty: the sponsor.',
  administrator: 'The sponsor can’t vouch. Another administrator’s address. Empty: whoever is here longest.',
  named: 'A member’s address: here for seven days, not let in by you, and with another mailbox.',
  nobody: '',
}

const Reset = ({ view: { person, vouching }, reset }: { view: PersonView; reset: FormAction }) => (
  <DialogButton
    label="Reset…"
    title={`Reset the sign-in methods of ${isolated(person.name ?? person.address)}?`}
    size="small"
  >
    <ActionForm action={reset}>
      <p>
        For somebody who lost them all. Another member has to vouch that it is really them. The person is told and can
        stop it; a day after the vouching you or another administrator can remove them here.
      </p>
      <input type="hidden" name="principalId" value={person.id} />
      <TextArea label="Reason" name="reason" rows={2} maxLength={500} required />
      <TextField label="Who vouches" name="voucher" type="email" hint={hints[vouching.by]} />
      <div>
        <SubmitButton pendingLabel="Asking">Ask to vouch</SubmitButton>
      </div>
    </ActionForm>
  </DialogButton>
)
