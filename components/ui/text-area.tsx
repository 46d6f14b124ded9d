'use client'
import clsx from 'clsx'
import { useId, type ComponentProps } from 'react'
import { controlClass, describedBy, Field, type FieldProps } from './field'
import { useField } from './form-context'

type Props = Omit<ComponentProps<'textarea'>, 'defaultValue'> & FieldProps & { defaultValue?: string }

export function TextArea({ label, hint, error: given, defaultValue, className, rows = 4, ...rest }: Props) {
  const made = useId()
  const id = rest.id ?? made
  const field = useField(rest.name, { error: given, defaultValue })
  return (
    <Field id={id} label={label} hint={hint} error={field.error}>
      <textarea
        {...rest}
        rows={rows}
        id={id}
        defaultValue={rest.value === undefined ? field.defaultValue : undefined}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error: field.error })}
        className={clsx(controlClass, 'field-sizing-content max-h-[60dvh]', height(rows), className)}
      />
    </Field>
  )
}

// A field that grows with its text ignores `rows`, so the least height is said again.
const height = (rows: number) => (rows <= 2 ? 'min-h-16' : rows <= 4 ? 'min-h-28' : 'min-h-72')
