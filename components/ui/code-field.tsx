'use client'
import { useId, type ChangeEvent } from 'react'
import { describedBy, Field, type FieldProps } from './field'
import { useField } from './form-context'

type Props = Partial<FieldProps> & { name?: string; autoFocus?: boolean }

/** One field for the one-time passcode: typed, pasted or filled in by the browser, with or without spaces. */
export function CodeField({ label = 'Code', hint, error: given, name = 'code', autoFocus }: Props) {
  const id = useId()
  const { error } = useField(name, { error: given })
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        name={name}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        autoFocus={autoFocus}
        maxLength={64}
        required
        onChange={group}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
        className="w-full max-w-[15rem] rounded border border-control bg-surface px-4 py-3 font-mono text-display tracking-wide hover:border-ink aria-invalid:border-danger aria-invalid:outline-danger"
      />
    </Field>
  )
}

function group({ currentTarget: field }: ChangeEvent<HTMLInputElement>) {
  const typing = field.selectionEnd === field.value.length
  const digits = field.value.replace(/\D/g, '').slice(0, 8)
  const grouped = digits.replace(/^(\d{4})(?=\d)/, '$1 ')
  // Only at the end: regrouping under a caret in the middle would move it.
  if (typing && field.value !== grouped) field.value = grouped
}
