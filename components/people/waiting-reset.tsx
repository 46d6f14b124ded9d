import { isolated } from '@/lib/own-direction'
import type { PersonView } from '@/lib/people/get-person'
import { Banner } from '../ui/banner'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { FormAction } from '../ui/form-state'
import { Time } from '../ui/time'
import { ButtonForm } from './button-form'

export type WaitingResetActions = Record<'completeFactorReset' | 'withdrawFactorReset', FormAction>

type Reset = NonNullable<PersonView['reset']>
type Props = { reset: Reset; view: PersonView; actions: WaitingResetActions }

/** A reset that is under way: what it waits for, and what an administrator can do about it now. */
export const WaitingReset = ({ reset, view, actions }: Props) => (
  <div className="mb-4">
    <Banner action={<Deeds reset={reset} view={view} actions={actions} />}>
      {reset.requestedBy} asked for a reset <Time value={reset.requestedAt} />.{' '}
      <Stage reset={reset} callerId={view.callerId} />
    </Banner>
  </div>
)

function Stage({ reset: { voucher, vouched, endsAt }, callerId }: { reset: Reset; callerId: string }) {
  if (!vouched)
    return (
      <>
        It waits for <bdi>{voucher.name}</bdi> to vouch until <Time value={endsAt} mode="date" />.
      </>
    )
  const who = voucher.id === callerId ? 'another administrator can remove them' : 'they can be removed'
  return (
    <>
      <bdi>{voucher.name}</bdi> vouched <Time value={vouched.at} />. From{' '}
      <Time value={vouched.removableFrom} mode="datetime" /> on, until <Time value={endsAt} mode="date" />, {who} here.
      The person can stop it by a link in their mail.
    </>
  )
}

const Deeds = ({ reset: { id: resetId, voucher, vouched }, view: { person, callerId, mayReset }, actions }: Props) => (
  <span className="inline-flex flex-wrap gap-2">
    {vouched?.removable && mayReset && voucher.id !== callerId && (
      <ConfirmDialog
        label="Remove…"
        ariaLabel={`Remove the sign-in methods of ${person.address}`}
        title={`Remove the sign-in methods of ${isolated(person.name ?? person.address)}?`}
        confirmLabel="Remove"
        pendingLabel="Removing"
        action={actions.completeFactorReset}
        fields={{ resetId }}
        size="small"
      >
        <p>
          Authenticator apps, passkeys and recovery codes go, and they are signed out everywhere. From then on a mailed
          code is enough for them to sign in and set up new ones.
        </p>
      </ConfirmDialog>
    )}
    <ButtonForm
      action={actions.withdrawFactorReset}
      fields={{ resetId }}
      label={`Withdraw the reset of ${person.address}`}
      pendingLabel="Withdrawing"
    >
      Withdraw
    </ButtonForm>
  </span>
)
