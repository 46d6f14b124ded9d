'use client'
import clsx from 'clsx'
import {
  startTransition,
  useActionState,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type ComponentType,
  type ReactNode,
  type SubmitEvent,
} from 'react'
import { coverAndLoad } from '../keeping/cover'
import { isHalfWritten, noteNotSent, noteSent, watchForm } from '../keeping/half-written'
import type { PagePerson } from '../keeping/page-person'
import { sendForm } from '../keeping/send-form'
import { tellSent } from '../keeping/sent'
import { useKeptForm } from '../keeping/use-kept-form'
import { WayOn } from '../keeping/way-on'
import { FormContext } from './form-context'
import { FormMessage } from './form-message'
import { ownFields, type FormAction, type FormState } from './form-state'

export type FormProps = {
  action: FormAction
  children: ReactNode | ((state: FormState) => ReactNode)
  className?: string
  /** Names the form as a landmark where a page has several. */
  label?: string
  /** Empties the fields once the form is done. */
  clear?: boolean
  onDone?: (result: unknown) => void
  /** For a form that is hardly more than a button, such as one in a row. */
  inline?: boolean
}

/** Whose session ran out, or why it was ended, and what follows once they sign in again or do not. */
export type SignInAsked = { person: PagePerson; why: string | null; onClose: () => void; onSignedIn: () => void }

type Props = FormProps & {
  /** Asks for signing in over the page. Without it a form that needs a session says so and goes no further. */
  SignIn?: ComponentType<SignInAsked>
}

/** A form around a server action. Works without JavaScript; whatever becomes of it, nothing typed is lost and focus goes to the first error. */
export function BareForm({ action, children, className, label, clear, onDone, inline, SignIn }: Props) {
  const { person, given, post, own } = useKeptForm(action)
  const form = useRef<HTMLFormElement>(null)
  const submitter = useRef<HTMLElement | null>(null)
  const focused = useRef<Element | null>(null)
  const [state, send, pending] = useActionState(deliver, given)
  const [closed, setClosed] = useState<FormState | null>(null)
  const asking = state.wayOn?.by === 'signing in' && closed !== state
  const signedIn = person !== null

  async function deliver(last: FormState, formData: FormData) {
    try {
      return await sendForm(action, last, formData)
    } catch (leading) {
      tellSent(form.current)
      throw leading
    }
  }

  const settled = useEffectEvent(() => {
    if ((state.status === 'failed' || state.looked) && form.current) noteNotSent(form.current)
    if (state.wayOn?.by === 'leaving') coverAndLoad()
    if (state.status !== 'done' || state.looked) return
    tellSent(form.current)
    if (clear) form.current?.reset()
    onDone?.(state.result)
  })

  useEffect(() => {
    if (state.status === 'failed' && !isElsewhere(form.current, focused.current)) focusFirstError(form.current)
    settled()
  }, [state])

  useEffect(() => (signedIn && form.current ? watchForm(form.current) : undefined), [signedIn])

  // React empties a form after its action; sending by hand keeps what was typed.
  function submit(event: SubmitEvent<HTMLFormElement>) {
    const button = event.nativeEvent.submitter
    if (button?.hasAttribute('formaction')) return
    event.preventDefault()
    if (pending) return
    const formData = new FormData(event.currentTarget, button)
    formData.set(ownFields.script, isHalfWritten(event.currentTarget) ? 'typed' : 'plain')
    submitter.current = button
    focused.current = document.activeElement
    noteSent(event.currentTarget)
    startTransition(() => send(formData))
  }

  /** Sends the form once more, by the same button. */
  const again = () => form.current?.requestSubmit(submitter.current?.isConnected ? submitter.current : null)

  /** Leaves the page as it is, at the sentence that says how to go on. */
  function close() {
    setClosed(state)
    focusFirstError(form.current)
  }

  return (
    <>
      <form
        ref={form}
        action={post}
        onSubmit={submit}
        noValidate
        aria-label={label}
        className={clsx(inline ? 'inline-flex flex-wrap items-center gap-2' : 'flex flex-col gap-5', className)}
      >
        {own}
        <FormContext value={state}>
          {(!inline || state.status !== 'idle') && (
            <FormMessage
              state={state}
              wayOn={state.wayOn && <WayOn wayOn={state.wayOn} again={again} signIn={() => setClosed(null)} />}
            />
          )}
          {typeof children === 'function' ? children(state) : children}
        </FormContext>
      </form>
      {asking && person && SignIn && (
        <SignIn
          person={person}
          why={state.wayOn?.by === 'signing in' ? state.wayOn.why : null}
          onClose={close}
          onSignedIn={again}
        />
      )}
    </>
  )
}

/** Whether somebody has gone on to another field of the form since it was sent: what is typed there is not to land elsewhere. */
function isElsewhere(form: HTMLFormElement | null, sentFrom: Element | null) {
  const at = document.activeElement
  return (
    sentFrom !== null &&
    at !== sentFrom &&
    at instanceof HTMLElement &&
    Boolean(form?.contains(at)) &&
    at.matches('input, select, textarea')
  )
}

function focusFirstError(form: HTMLFormElement | null) {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  const target = wrong?.matches('fieldset') ? wrong.querySelector<HTMLElement>('input') : wrong
  ;(target ?? form?.querySelector<HTMLElement>('[role="alert"]'))?.focus()
}
