'use client'
import { useEffect, useId, useRef, type ChangeEvent } from 'react'
import { digitsOf, readCode } from '@/lib/identity/passcodes/read-code'
import { describedBy, Field, type FieldProps } from './field'
import { useField } from './form-context'

type Props = Partial<FieldProps> & { /** Digits of the code. */ length?: 6 | 8; autoFocus?: boolean }

/** One field for a one-time code, mailed or of an app: typed, pasted or filled in by the browser, whatever stands around it. */
export function CodeField({ label = 'Code', hint, error: given, length = 8, autoFocus }: Props) {
  const id = useId()
  const { error } = useField('code', { error: given })
  const field = useRef<HTMLInputElement>(null)
  // What was pasted before the page came alive was heard by nobody.
  useEffect(() => group(field.current!, length), [length])
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        ref={field}
        name="code"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        autoFocus={autoFocus}
        required
        onChange={(event) => isComposing(event) || group(event.currentTarget, length)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
        className="w-full max-w-[15rem] rounded border border-control bg-surface px-4 py-3 font-mono text-display tracking-wide hover:border-ink aria-invalid:border-danger aria-invalid:outline-danger"
      />
    </Field>
  )
}

/** Checks whether a value is still being composed, such as full-width digits: to change it would break that off. */
const isComposing = ({ nativeEvent }: ChangeEvent) => 'isComposing' in nativeEvent && nativeEvent.isComposing === true

/** Leaves the digits alone in the field, in two groups. */
function group(field: HTMLInputElement, length: number) {
  const typing = field.selectionEnd === field.value.length
  const digits = readCode(field.value, length) ?? digitsOf(field.value)
  // Only at the end: regrouping under a caret in the middle would move it. What has too many digits stays as it is, to be looked at.
  if (!typing || digits.length > length) return
  const grouped = digits.length > length / 2 ? `${digits.slice(0, length / 2)} ${digits.slice(length / 2)}` : digits
  if (field.value !== grouped) field.value = grouped
}
