import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type FieldProps = { label: ReactNode; hint?: ReactNode; error?: string }

/** The ids that tie a hint and an error to their control. */
export const describedBy = (id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-hint`} className="text-small text-muted">
      {children}
    </p>
  )
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-error`} className="flex gap-1.5 text-small font-medium wrap-anywhere whitespace-pre-line text-danger">
      <CircleAlert className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  )
}

/** Label above, hint below it, the control, then what is wrong with it. */
export function Field({ id, label, hint, error, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="field flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint && <FieldHint id={id}>{hint}</FieldHint>}
      {children}
      {error && <FieldError id={id}>{error}</FieldError>}
    </div>
  )
}

export const controlClass =
  'w-full min-h-11 rounded border border-control bg-surface px-3 py-2 text-ink transition-colors duration-120 hover:border-ink ' +
  'disabled:bg-sunken disabled:text-muted aria-invalid:border-danger aria-invalid:outline-danger'
