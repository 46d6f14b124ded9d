import clsx from 'clsx'
import { Check, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FormState } from './form-state'

/** What happened to the form, in one sentence. Failures are announced at once, the rest politely. */
export function FormMessage({
  state,
  wayOn,
}: {
  state: FormState
  /** Buttons beneath a failure. */ wayOn?: ReactNode
}) {
  if (state.status === 'failed') return <Failure state={state} wayOn={wayOn} />
  return (
    <div role="status" className="contents">
      {state.status === 'done' && state.message && (
        <p className="flex gap-2 rounded bg-accent-tint px-3 py-2.5 text-accent">
          <Check className="mt-1 size-4 shrink-0" />
          {state.message}
        </p>
      )}
    </div>
  )
}

function Failure({ state, wayOn }: { state: FormState; wayOn: ReactNode }) {
  return (
    <div
      role="alert"
      tabIndex={-1}
      className={clsx(
        'flex gap-2 rounded bg-danger-tint px-3 py-2.5 font-medium text-danger',
        Object.keys(state.fields ?? {}).length === 1 && 'summary',
      )}
    >
      <CircleAlert className="mt-1 size-4 shrink-0" />
      <div className="flex min-w-0 flex-col gap-2.5">
        <p className="wrap-anywhere whitespace-pre-line">{sentence(state)}</p>
        {wayOn && <div className="flex flex-wrap gap-2">{wayOn}</div>}
      </div>
    </div>
  )
}

function sentence({ message, fields = {} }: FormState) {
  const wrong = Object.keys(fields).length
  if (wrong > 1) return `${wrong} fields need another look.`
  return message ?? 'This could not be done. Try again in a moment.'
}
