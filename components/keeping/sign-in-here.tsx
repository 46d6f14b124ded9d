'use client'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { ActionForm } from '../ui/action-form'
import { CodeField } from '../ui/code-field'
import { Dialog } from '../ui/dialog'
import { SubmitButton } from '../ui/submit-button'
import { askHere } from './ask-here'
import { coverAndLoad } from './cover'
import type { PagePerson } from './page-person'
import { onSignedInAgain } from './session-news'

type Props = { person: PagePerson; onClose: () => void; /** The same person is signed in again. */ onSignedIn: () => void }

/** Asks for a mailed code over the page whose session ran out. For the same person alone: anybody else’s sign-in drops what was typed. */
export function SignInHere({ person, onClose, onSignedIn }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [sent, setSent] = useState(false)
  const goOn = () => {
    dialog.current?.close()
    onSignedIn()
  }
  const heard = useEffectEvent(goOn)

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    return onSignedInAgain(() => heard())
  }, [])

  const verified = (result: unknown) => ((result as { personId: string }).personId === person.id ? goOn() : coverAndLoad())

  return createPortal(
    <Dialog id="sign-in-here" ref={dialog} title="Your session has run out" onClose={onClose}>
      {sent ? <TypeCode person={person} onDone={verified} /> : <AskForCode person={person} onDone={() => setSent(true)} />}
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

type StepProps = { person: PagePerson; onDone: (result: unknown) => void }

const AskForCode = ({ person: { address }, onDone }: StepProps) => (
  <ActionForm action={askHere} label="Sign in again" onDone={onDone}>
    <p>
      We send a new code to <strong className="font-semibold wrap-anywhere">{address}</strong>. With it, what you were sending goes on.
    </p>
    <input type="hidden" name="address" value={address} />
    <div>
      <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
    </div>
  </ActionForm>
)

const TypeCode = ({ person: { address }, onDone }: StepProps) => (
  <ActionForm action={askHere} label="Enter your code" onDone={onDone}>
    <p>
      If <strong className="font-semibold wrap-anywhere">{address}</strong> can sign in here, a code is on its way to it.
    </p>
    <CodeField autoFocus hint="Eight digits. It is good for 10 minutes, in this browser only." />
    <div>
      <SubmitButton pendingLabel="Verifying…">Verify</SubmitButton>
    </div>
  </ActionForm>
)
