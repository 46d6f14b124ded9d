import type { StopView } from '@/lib/identity/factors/resets/stop-reset'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'
import { Time } from '../ui/time'

type Props = { reset: StopView; token: string; stop: FormAction }

/** Where the mailed link leads: whoever has lost nothing stops what somebody else asked for. Opening it changes nothing. */
export function StopReset({ reset, token, stop }: Props) {
  if (reset.state !== 'waiting' && reset.state !== 'vouched') return <Over reset={reset} />
  return (
    <>
      <PageHeader title="Stop the reset of your second factors?" description={<Ahead reset={reset} />} />
      <ActionForm action={stop}>
        <input type="hidden" name="token" value={token} />
        <p className="max-w-prose">
          Have you lost nothing? Then somebody pretends to be you. Stop it: your second factors stay, and those who took
          part are told.
        </p>
        <div>
          <SubmitButton pendingLabel="Stopping…">Stop it</SubmitButton>
        </div>
        <p className="max-w-prose text-small text-muted">Have you lost them? Then there is nothing to do here.</p>
      </ActionForm>
    </>
  )
}

const Ahead = ({ reset: { address, organization, removableFrom } }: { reset: StopView }) => (
  <>
    {organization} was told that {address} lost what it signs in with.{' '}
    {removableFrom ? (
      <>
        A member vouched for that. From <Time value={removableFrom} mode="datetime" /> on, an administrator can remove
        it all.
      </>
    ) : (
      'Nobody has vouched for that yet. A day after somebody does, an administrator can remove it all.'
    )}
  </>
)

const endings = {
  completed: [
    'Your second factors were removed',
    'You set up new ones when you sign in. Was it not you who lost them? Tell an administrator at once.',
  ],
  stopped: ['The reset was stopped', 'Your second factors stay as they are.'],
  declined: ['Nobody vouched for you', 'Your second factors stay as they are.'],
  withdrawn: ['The reset was withdrawn', 'Your second factors stay as they are.'],
  'ran out': ['The reset has run out', 'Your second factors stay as they are.'],
}

function Over({ reset: { state, overAt } }: { reset: StopView }) {
  if (state === 'waiting' || state === 'vouched') return null
  const [ending, outcome] = endings[state]
  return (
    <>
      <PageHeader
        title={ending!}
        description={
          <>
            {outcome}
            {overAt && (
              <>
                {' '}
                It ended <Time value={overAt} />.
              </>
            )}
          </>
        }
      />
      <LinkButton href="/account">See your account</LinkButton>
    </>
  )
}
