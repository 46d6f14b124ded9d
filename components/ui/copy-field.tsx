'use client'
import { useId, useRef } from 'react'
import { CopyButton } from './copy-button'
import { controlClass, Field } from './field'
import { useCopy } from './use-copy'
import { useHydrated } from './use-hydrated'

/** A value to take along. Without JavaScript it is a field to copy from by hand. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { copied, copy } = useCopy(value, () => input.current?.select())
  const hydrated = useHydrated()

  return (
    <Field id={id} label={label} hint={hint}>
      <div className="flex gap-2">
        <input
          ref={input}
          id={id}
          readOnly
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onFocus={(event) => event.currentTarget.select()}
          className={`${controlClass} truncate bg-sunken font-mono text-small`}
        />
        {hydrated && <CopyButton copied={copied} copy={copy} />}
      </div>
      <span role="status" className="sr-only">
        {copied ? `${label} copied.` : ''}
      </span>
    </Field>
  )
}
