'use client'
import { Check, Copy } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from './button'
import { controlClass, Field } from './field'
import { useHydrated } from './use-hydrated'

/** A value to take along. Without JavaScript it is a field to copy from by hand. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  const hydrated = useHydrated()

  async function copy() {
    if (!(await toClipboard(value))) {
      input.current?.select()
      document.execCommand('copy')
    }
    setCopied(true)
    setTimeout(() => setCopied(false), 2500)
  }

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
        {hydrated && (
          <Button onClick={copy} className="min-w-28">
            {copied ? <Check /> : <Copy />}
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </div>
      <span role="status" className="sr-only">
        {copied ? `${label} copied.` : ''}
      </span>
    </Field>
  )
}

// Over plain http browsers keep their clipboard to themselves.
const toClipboard = async (value: string) => {
  try {
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    return false
  }
}
