'use client'
import clsx from 'clsx'
import { startTransition, useActionState, useEffect, useEffectEvent, useRef, type ReactNode, type SubmitEvent } from 'react'
import { FormContext } from './form-context'
import { FormMessage } from './form-message'
import { idle, type FormAction, type FormState } from './form-state'

type Props = {
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

/** A form around a server action. Works without JavaScript; with it, nothing typed is lost and focus goes to the first error. */
export function ActionForm({ action, children, className, label, clear, onDone, inline }: Props) {
  const [state, send, pending] = useActionState(action, idle)
  const form = useRef<HTMLFormElement>(null)

  const finished = useEffectEvent(() => {
    if (clear) form.current?.reset()
    onDone?.(state.result)
  })

  useEffect(() => {
    if (state.status === 'failed') focusFirstError(form.current)
    if (state.status === 'done') finished()
  }, [state])

  // React empties a form after its action; sending by hand keeps what was typed.
  function submit(event: SubmitEvent<HTMLFormElement>) {
    const submitter = event.nativeEvent.submitter
    if (submitter?.hasAttribute('formaction')) return
    event.preventDefault()
    if (pending) return
    const formData = new FormData(event.currentTarget, submitter)
    startTransition(() => send(formData))
  }

  return (
    <form
      ref={form}
      action={send}
      onSubmit={submit}
      noValidate
      aria-label={label}
      className={clsx(inline ? 'inline-flex flex-wrap items-center gap-2' : 'flex flex-col gap-5', className)}
    >
      <FormContext value={state}>
        {(!inline || state.status !== 'idle') && <FormMessage state={state} />}
        {typeof children === 'function' ? children(state) : children}
      </FormContext>
    </form>
  )
}

function focusFirstError(form: HTMLFormElement | null) {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  const target = wrong?.matches('fieldset') ? wrong.querySelector<HTMLElement>('input') : wrong
  ;(target ?? form?.querySelector<HTMLElement>('[role="alert"]'))?.focus()
}
