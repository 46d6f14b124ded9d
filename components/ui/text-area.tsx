'use client'
import clsx from 'clsx'
import { useId, useRef, type ComponentProps } from 'react'
import { BroughtBack } from '../keeping/brought-back'
import { useDraft } from '../keeping/use-draft'
import { controlClass, describedBy, Field, type FieldProps } from './field'
import { useField } from './form-context'

type Props = Omit<ComponentProps<'textarea'>, 'defaultValue' | 'ref'> &
  FieldProps & {
    defaultValue?: string
    /** Keeps what is typed in this browser until it is sent, for a day at most. For long texts only. */
    draft?: boolean
  }

export function TextArea({
  label,
  hint,
  error: given,
  defaultValue,
  className,
  rows = 4,
  draft = false,
  ...rest
}: Props) {
  const made = useId()
  const id = rest.id ?? made
  const field = useField(rest.name, { error: given, defaultValue })
  const area = useRef<HTMLTextAreaElement>(null)
  const { broughtBack, discard } = useDraft(area, draft)
  return (
    <Field id={id} label={label} hint={hint} error={field.error}>
      <textarea
        dir="auto"
        {...rest}
        ref={area}
        rows={rows}
        id={id}
        defaultValue={rest.value === undefined ? field.defaultValue : undefined}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error: field.error })}
        className={clsx(controlClass, 'field-sizing-content max-h-[60dvh]', height(rows), className)}
      />
      {broughtBack && <BroughtBack at={broughtBack} discard={discard} />}
    </Field>
  )
}

// A field that grows with its text ignores `rows`, so the least height is said again.
const height = (rows: number) => (rows <= 2 ? 'min-h-16' : rows <= 4 ? 'min-h-28' : 'min-h-72')
