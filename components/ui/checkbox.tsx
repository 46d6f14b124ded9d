'use client'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { describedBy, FieldError } from './field'
import { useField } from './form-context'

type Props = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode; error?: string }

export function Checkbox({ label, hint, error: given, ...rest }: Props) {
  const made = useId()
  const id = rest.id ?? made
  const { error } = useField(rest.name, { error: given })
  return (
    <div className="field flex flex-col gap-1">
      <div className="flex min-h-11 gap-3 py-2.5">
        <input
          {...rest}
          type="checkbox"
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { hint, error })}
          className="choice"
        />
        <div className="flex flex-col">
          <label htmlFor={id} className="font-medium">
            {label}
          </label>
          {hint && (
            <p id={`${id}-hint`} className="text-small text-muted">
              {hint}
            </p>
          )}
        </div>
      </div>
      {error && <FieldError id={id}>{error}</FieldError>}
    </div>
  )
}
