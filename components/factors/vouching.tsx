import type { ResetView } from '@/lib/identity/factors/resets/get-reset'
import { isolated } from '@/lib/own-direction'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'
import { Time } from '../ui/time'

/** Whether it is really the person who lost their second factors. */
export function Vouching({ reset, answer }: { reset: ResetView; answer: FormAction }) {
  const { id, person, requestedBy, reason, requestedAt } = reset
  const name = person.name ?? person.address
  if (reset.state === 'vouched') return <Vouched reset={reset} name={name} answer={answer} />
  if (reset.state !== 'waiting') return <Closed reset={reset} name={name} />
  return (
    <>
      <PageHeader
        title={`Do you vouch for ${isolated(name)}?`}
        description={
          <>
            <bdi>{requestedBy.name ?? requestedBy.address}</bdi> asked <Time value={requestedAt} />: <bdi>{name}</bdi>{' '}
            can’t show a second factor any longer.
          </>
        }
      />
      <blockquote dir="auto" className="mb-6 max-w-prose border-l-2 border-line pl-4 wrap-anywhere whitespace-pre-line">
        {reason}
      </blockquote>
      <div className="max-w-prose">
        <Banner tone="warning">
          Speak with them before you answer, by a telephone number or a meeting that you know of. Whoever has taken over
          a mailbox writes convincing mails from it.
        </Banner>
      </div>
      <ActionForm action={answer} className="mt-6">
        <input type="hidden" name="resetId" value={id} />
        <p className="max-w-prose text-muted">
          If you vouch, an administrator can remove their second factors a day later: they are signed out everywhere,
          and set up new ones when they sign in. Until then they can stop it by a link in their mail, and you can take
          it back here.
        </p>
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="answer" value="vouch" pendingLabel="Answering">
            I spoke with them and vouch
          </SubmitButton>
          <SubmitButton name="answer" value="decline" variant="secondary" pendingLabel="Answering">
            I can’t vouch
          </SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}

const Vouched = ({
  reset: { id, removableFrom },
  name,
  answer,
}: {
  reset: ResetView
  name: string
  answer: FormAction
}) => (
  <>
    <PageHeader
      title={`You vouched for ${isolated(name)}`}
      description={
        removableFrom && (
          <>
            From <Time value={removableFrom} mode="datetime" /> on, an administrator can remove their second factors.
            Nothing is removed yet.
          </>
        )
      }
      back={{ href: '/shares', label: 'Shared by me' }}
    />
    <ActionForm action={answer}>
      <input type="hidden" name="resetId" value={id} />
      <p className="max-w-prose text-muted">
        Do you have doubts, or was it not them? Take it back, and nothing is removed.
      </p>
      <div>
        <SubmitButton name="answer" value="decline" variant="secondary" pendingLabel="Taking it back">
          Take it back
        </SubmitButton>
      </div>
    </ActionForm>
  </>
)

/** What ended it, and what came of that. */
const endings = {
  completed: ['You vouched for them', 'Their second factors were removed.'],
  stopped: ['Whoever reads their mail stopped it', 'Nothing was removed.'],
  declined: ['You said that you can’t vouch', 'Nothing was removed.'],
  withdrawn: ['An administrator withdrew the question', 'Nothing was removed.'],
  'ran out': ['Nobody did anything more about it for seven days', 'Nothing was removed.'],
}

function Closed({ reset: { state, overAt }, name }: { reset: ResetView; name: string }) {
  if (state === 'waiting' || state === 'vouched') return null
  const [ending, outcome] = endings[state]
  return (
    <PageHeader
      title={`Nothing to answer about ${isolated(name)}`}
      description={
        <>
          {ending}
          {overAt && (
            <>
              {' '}
              <Time value={overAt} />
            </>
          )}
          . {outcome}
        </>
      }
      back={{ href: '/shares', label: 'Shared by me' }}
    />
  )
}
