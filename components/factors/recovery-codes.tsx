'use client'
import { Download } from 'lucide-react'
import { useRef } from 'react'
import { buttonClass } from '../ui/button-class'
import { CopyButton } from '../ui/copy-button'
import { PrintButton } from '../ui/print-button'
import { useCopy } from '../ui/use-copy'
import { useHydrated } from '../ui/use-hydrated'

type Props = {
  codes: readonly string[]
  /** Whose they are. */ address: string
  /** Where they are good. */ organization: string
}

/** Shown once, here and never again. On paper they stand alone, with whose they are. */
export function RecoveryCodes({ codes, address, organization }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const hydrated = useHydrated()
  const whose = `${organization}, ${address}`
  const text = [`Recovery codes for ${whose}`, 'Each is good once, beside the mailed code.', '', ...codes, ''].join(
    '\n',
  )
  const { copied, copy } = useCopy(text, () => list.current && getSelection()?.selectAllChildren(list.current))
  return (
    <section
      aria-label="Recovery codes"
      className="sheet flex flex-col gap-5 rounded border border-line bg-surface p-5"
    >
      <div>
        <h2 className="text-lead font-semibold">Your recovery codes</h2>
        <p className="print:hidden">
          Each stands in once for a lost app or passkey. They are shown only now: print them, or keep them where you
          keep passwords.
        </p>
        <p className="hidden print:block">For {whose}. Each is good once, beside the mailed code: cross it out then.</p>
      </div>
      <ol
        ref={list}
        className="flex list-decimal flex-col gap-1.5 pl-9 font-mono marker:text-small marker:text-muted print:gap-3 print:text-lead"
      >
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap max-sm:text-small">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2 print:hidden">
        {hydrated && (
          <>
            <PrintButton />
            <CopyButton copied={copied} copy={copy} />
          </>
        )}
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="Recovery codes.txt"
          className={buttonClass()}
        >
          <Download />
          Download
        </a>
      </div>
      <span role="status" className="sr-only print:hidden">
        {copied ? 'Recovery codes copied.' : ''}
      </span>
    </section>
  )
}
