import type { PersonView } from '@/lib/people/get-person'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import { DialogButton } from '../ui/dialog-button'
import type { FormAction } from '../ui/form-state'
import { Section } from '../ui/section'
import { SubmitButton } from '../ui/submit-button'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { Time } from '../ui/time'
import { Deed } from './deed'

/** What a person signs in with beside the mailed code, and the way to a new start for whoever lost it. */
export function PersonFactors({ view: { person, factors, sponsor, reset: waiting }, reset, withdraw }: { view: PersonView; reset: FormAction; withdraw: FormAction }) {
  return (
    <Section title="Sign-in methods" action={factors.length > 0 && !waiting && <Reset person={person} sponsored={sponsor !== null} reset={reset} />}>
      {waiting && (
        <div className="mb-4">
          <Banner action={<Deed action={withdraw} fields={{ resetId: waiting.id }} label={`Withdraw the reset of ${person.address}`} pendingLabel="Withdrawing">Withdraw</Deed>}>
            {waiting.requestedBy} asked for a reset <Time value={waiting.requestedAt} />. It waits for {waiting.voucher} to vouch until <Time value={waiting.endsAt} mode="date" />.
          </Banner>
        </div>
      )}
      {factors.length > 0 ? (
        <ul>
          {factors.map(({ id, kind, name, lastUsedAt }) => (
            <li key={id} className="border-b border-line py-3">
              <span className="font-medium">{name}</span>
              <span className="text-muted">
                , {kind === 'app' ? 'authenticator app' : 'passkey'}, {lastUsedAt ? <>last used <Time value={lastUsedAt} /></> : 'never used'}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">Only the mailed code.</p>
      )}
    </Section>
  )
}

const Reset = ({ person, sponsored, reset }: { person: PersonView['person']; sponsored: boolean; reset: FormAction }) => (
  <DialogButton label="Reset…" title={`Reset the sign-in methods of ${person.name ?? person.address}?`} size="small">
    <ActionForm action={reset}>
      <p>For somebody who lost them all. Another member has to vouch that it is really them; only then they are removed, and the person is told.</p>
      <input type="hidden" name="principalId" value={person.id} />
      <TextArea label="Reason" name="reason" rows={2} maxLength={500} required />
      <TextField label="Who vouches" name="voucher" type="email" hint={sponsored ? 'A member’s address. Empty: the sponsor.' : 'A member’s address.'} />
      <div>
        <SubmitButton pendingLabel="Asking">Ask to vouch</SubmitButton>
      </div>
    </ActionForm>
  </DialogButton>
)
