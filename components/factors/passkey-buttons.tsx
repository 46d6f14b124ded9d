'use client'
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { useState, useTransition } from 'react'
import { sendForm } from '../keeping/send-form'
import { Button } from '../ui/button'
import { FieldError } from '../ui/field'
import { type FormAction, type FormState, idle } from '../ui/form-state'
import { TextField } from '../ui/text-field'
import { useHydrated } from '../ui/use-hydrated'
import { useTypedBefore } from '../ui/use-typed-before'
import { FactorTitle } from './factor-title'
import { usePasskeySupport } from './use-passkey-support'

export type PasskeyActions = Record<'askForPasskey' | 'showPasskey' | 'beginPasskey' | 'addPasskey', FormAction>

const sentence = ({ message, fields }: FormState) => fields?.passkey ?? message ?? 'That did not work. Try again.'

/** The browser's own dialog was closed, or timed out: no more is ever said of why. */
const CLOSED = 'No passkey was shown. Try again, and confirm on the device.'

function useCeremony() {
  const [pending, run] = useTransition()
  const [state, setState] = useState<FormState>(idle)
  const ready = useHydrated()
  const start = (
    begin: FormAction,
    ceremony: (options: unknown) => Promise<unknown>,
    finish: FormAction,
    { more = {}, onDone }: { more?: Record<string, string>; onDone?: () => void } = {},
  ) =>
    run(async () => {
      const begun = await sendForm(begin, idle, new FormData())
      if (begun.status !== 'done') return setState(begun)
      const response = await ceremony(begun.result).catch(() => null)
      if (!response) return setState({ status: 'failed', message: CLOSED })
      const form = new FormData()
      form.set('response', JSON.stringify(response))
      for (const [name, value] of Object.entries(more)) form.set(name, value)
      const finished = await sendForm(finish, idle, form)
      setState(finished)
      if (finished.status === 'done') onDone?.()
    })
  return { pending, ready, state, start }
}

/** A passkey is shown in the browser's own dialog, so this needs JavaScript. */
export function ShowPasskey({ actions }: { actions: PasskeyActions }) {
  const { pending, ready, state, start } = useCeremony()
  if (usePasskeySupport() === false) return <NoPasskeys>show yours in another one</NoPasskeys>
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        type="button"
        variant="primary"
        disabled={!ready || pending}
        onClick={() =>
          start(
            actions.askForPasskey,
            (options) => startAuthentication({ optionsJSON: options as never }),
            actions.showPasskey,
          )
        }
      >
        {pending ? 'Waiting for your device…' : 'Use a passkey'}
      </Button>
      <Trouble state={state} />
    </div>
  )
}

/** `next`: where the person was going. `only`: nothing else would do, so a browser without passkeys says so. */
export function AddPasskey({
  actions,
  next = '',
  only = false,
}: {
  actions: PasskeyActions
  next?: string
  only?: boolean
}) {
  const { pending, ready, state, start } = useCeremony()
  const [name, setName] = useState('')
  const field = useTypedBefore(name, setName)
  if (usePasskeySupport() === false) return only && <NoPasskeys>open this page in another one</NoPasskeys>
  return (
    <div className="flex flex-col items-start gap-5">
      <FactorTitle title="Passkey">
        Kept by your device or a security key, unlocked with a fingerprint, a face or a PIN. The strongest there is: no
        other site can ask for it.
      </FactorTitle>
      <TextField
        ref={field}
        label="Name of the passkey"
        name="passkeyName"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={60}
        placeholder="This laptop"
      />
      <Button
        type="button"
        disabled={!ready || pending}
        onClick={() =>
          start(
            actions.beginPasskey,
            (options) => startRegistration({ optionsJSON: options as never }),
            actions.addPasskey,
            { more: { name, next }, onDone: () => setName('') },
          )
        }
      >
        {pending ? 'Waiting for your device…' : 'Add a passkey'}
      </Button>
      <Trouble state={state} />
    </div>
  )
}

const NoPasskeys = ({ children }: { children: string }) => (
  <p className="max-w-prose text-muted">
    This browser has no passkeys, or has none at an address like this one: {children}.
  </p>
)

const Trouble = ({ state }: { state: FormState }) =>
  state.status === 'failed' && (
    <div role="alert">
      <FieldError id="passkey">{sentence(state)}</FieldError>
    </div>
  )
