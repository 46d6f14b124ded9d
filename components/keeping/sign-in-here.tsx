'use client'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { BareForm, type SignInAsked } from '../ui/bare-form'
import { CodeField } from '../ui/code-field'
import { Countdown } from '../ui/countdown'
import { Dialog } from '../ui/dialog'
import { SubmitButton } from '../ui/submit-button'
import { askHere } from './ask-here'
import { coverAndLoad } from './cover'
import type { PagePerson } from './page-person'
import { onSignedInAgain } from './session-news'

/** Asks for a mailed code over the page whose session ran out. For the same person alone: anybody else’s sign-in drops what was typed. */
export function SignInHere({ person, why, onClose, onSignedIn }: SignInAsked) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [sent, setSent] = useState<Sent | null>(null)
  const goOn = () => {
    dialog.current?.close()
    onSignedIn()
  }
  const heard = useEffectEvent(goOn)

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    return onSignedInAgain(() => heard())
  }, [])

  const verified = (result: unknown) =>
    (result as { personId: string }).personId === person.id ? goOn() : coverAndLoad()

  const mailed = (result: unknown) =>
    setSent((before) => ({ nth: (before?.nth ?? 0) + 1, ...(result as { secondsToNextCode: number }) }))

  return createPortal(
    <Dialog
      id="sign-in-here"
      ref={dialog}
      title={why ? 'Your session was ended' : 'Your session has run out'}
      onClose={onClose}
    >
      <p>{why ?? 'A session lasts 24 hours, or until it has rested for as long as a policy allows.'}</p>
      {sent ? <TypeCode person={person} onDone={verified} /> : <AskForCode person={person} onDone={mailed} />}
      {sent && <SendAnother sent={sent} onDone={mailed} />}
      <p className="text-small text-muted">
        The page behind this stays as it is.{' '}
        <a href="/sign-in" target="_blank" className="underline underline-offset-4 hover:text-ink">
          Sign in in a new tab
        </a>{' '}
        if you prefer: this page notices.
      </p>
    </Dialog>,
    document.body,
  )
}

/** How often a code was mailed here, and until when the next one has to be waited for. */
type Sent = { nth: number; secondsToNextCode: number }

type StepProps = { person: PagePerson; onDone: (result: unknown) => void }

const AskForCode = ({ person: { address }, onDone }: StepProps) => (
  <BareForm action={askHere} label="Sign in again" onDone={onDone}>
    <p>
      We send a new code to <strong className="font-semibold wrap-anywhere">{address}</strong>. With it, what you were
      sending goes on.
    </p>
    <input type="hidden" name="address" value={address} />
    <div>
      <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
    </div>
  </BareForm>
)

const TypeCode = ({ person: { address }, onDone }: StepProps) => (
  <BareForm action={askHere} label="Enter your code" onDone={onDone}>
    <p>
      If <strong className="font-semibold wrap-anywhere">{address}</strong> can sign in here, a code is on its way to
      it.
    </p>
    <CodeField autoFocus hint="Eight digits. It is good for 10 minutes, in this browser only." />
    <div>
      <SubmitButton pendingLabel="Verifying…">Verify</SubmitButton>
    </div>
  </BareForm>
)

const SendAnother = ({
  sent: { nth, secondsToNextCode },
  onDone,
}: {
  sent: Sent
  onDone: (result: unknown) => void
}) => (
  <BareForm action={askHere} label="No mail?" onDone={onDone}>
    <input type="hidden" name="again" value="on" />
    <Countdown key={nth} seconds={secondsToNextCode}>
      <SubmitButton variant="secondary" size="small" pendingLabel="Sending…">
        Send a new code
      </SubmitButton>
    </Countdown>
  </BareForm>
)
