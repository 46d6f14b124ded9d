'use client'
import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { useId, type ComponentProps } from 'react'
import { controlClass, describedBy, Field, type FieldProps } from './field'
import { useField } from './form-context'
import { withKept } from './with-kept'

type Props = Omit<ComponentProps<'select'>, 'defaultValue' | 'children'> &
  FieldProps & {
    defaultValue?: string
    options: readonly { value: string; label: string }[]
    /** What a value is called that is kept but no longer among the options; itself unless said. */
    goneLabel?: string
  }

export function SelectField({
  label,
  hint,
  error: given,
  defaultValue,
  options,
  goneLabel,
  className,
  ...rest
}: Props) {
  const made = useId()
  const id = rest.id ?? made
  const field = useField(rest.name, { error: given, defaultValue })
  return (
    <Field id={id} label={label} hint={hint} error={field.error}>
      <span className="relative block">
        <select
          {...rest}
          id={id}
          key={field.defaultValue}
          defaultValue={rest.value === undefined ? field.defaultValue : undefined}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(id, { hint, error: field.error })}
          className={clsx(controlClass, 'appearance-none pr-10', className)}
        >
          {withKept(options, keptIn(rest.value ?? field.defaultValue), goneLabel).map((option) => (
            <option key={option.value} value={option.value} dir="auto">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted" />
      </span>
    </Field>
  )
}

const keptIn = (value: Props['value']) => (typeof value === 'string' ? [value] : [])
