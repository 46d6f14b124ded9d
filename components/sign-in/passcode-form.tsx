'use client'
import { Link } from '../ui/link'
import type { AttemptView } from '@/lib/identity/passcodes/find-attempt'
import { ActionForm } from '../ui/action-form'
import { CodeField } from '../ui/code-field'
import { Countdown } from '../ui/countdown'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'

type Props = { attempt: AttemptView; verify: FormAction; sendAnother: FormAction }

/** Where the mailed code is typed. To strangers it says the same for every address, known here or not. */
export function PasscodeForm({ attempt, verify, sendAnother }: Props) {
  const { again, startPath, lastCodeAt, secondsToNextCode, laneSpent } = attempt
  return (
    <>
      <PageHeader title="Enter your code" description={<Sent attempt={attempt} />} />
      <ActionForm action={verify}>
        <CodeField autoFocus hint="Eight digits. It is good for 10 minutes, in this browser only." />
        <div>
          <SubmitButton pendingLabel="Verifying…">Verify</SubmitButton>
        </div>
      </ActionForm>
      <section aria-label="No mail?" className="mt-10 border-t border-line pt-6">
        <p className="mb-4 text-small text-muted">
          No mail after a minute? Look in the junk folder{again ? '.' : ', and check the address. Or '}
          {!again && (
            <>
              <Link href={startPath} className="-my-3 inline-block py-3 text-accent underline underline-offset-4">
                use another address
              </Link>
              .
            </>
          )}
        </p>
        {laneSpent && (
          <p className="mb-4 text-small text-muted">
            Many codes were asked for or typed with this address. If you are refused one, open{' '}
            <strong className="font-semibold text-ink">This was me</strong> from the newest mail in this browser, then
            come back here for a new code.
          </p>
        )}
        <ActionForm action={sendAnother}>
          <Countdown key={lastCodeAt.toISOString()} seconds={secondsToNextCode}>
            <SubmitButton variant="secondary" pendingLabel="Sending…">
              Send a new code
            </SubmitButton>
          </Countdown>
        </ActionForm>
      </section>
    </>
  )
}

/** Whoever sets Foyer up, or is signed in already, is no stranger: their code is on its way, whatever they can open. */
function Sent({ attempt: { address, purpose, again } }: Pick<Props, 'attempt'>) {
  const shown = <strong className="font-semibold wrap-anywhere text-ink">{address}</strong>
  if (again || purpose === 'setup') return <p>A code is on its way to {shown}.</p>
  return <p>If {shown} can open something here, a code is on its way to it.</p>
}
