'use client'
import clsx from 'clsx'
import { useId, type ComponentProps } from 'react'
import { controlClass, describedBy, Field, type FieldProps } from './field'
import { useField } from './form-context'
import { useEmptiness } from './use-emptiness'

type Props = Omit<ComponentProps<'input'>, 'defaultValue'> & FieldProps & { defaultValue?: string }

/** What is typed into these is text, in whatever direction it is written. */
const own = new Set(['text', 'search', 'email', 'url'])

export function TextField({ label, hint, error: given, defaultValue, className, ...rest }: Props) {
  const made = useId()
  const id = rest.id ?? made
  const field = useField(rest.name, { error: given, defaultValue })
  return (
    <Field id={id} label={label} hint={hint} error={field.error}>
      <input
        type="text"
        dir={own.has(rest.type ?? 'text') ? 'auto' : undefined}
        {...useEmptiness(rest.type, field.defaultValue)}
        {...rest}
        id={id}
        defaultValue={rest.value === undefined ? field.defaultValue : undefined}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error: field.error })}
        className={clsx(controlClass, className)}
      />
    </Field>
  )
}
