'use client'
import { CopyField } from '../ui/copy-field'

/** Shown once, here and never again. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const text = codes.join('\n')
  return (
    <section aria-label="Recovery codes" className="flex flex-col gap-3 rounded border border-line bg-surface p-5">
      <h3 className="text-lead font-semibold">Keep your recovery codes</h3>
      <p>Each stands in once for a lost app or passkey. They are shown only now: print them, or keep them where you keep passwords.</p>
      <ol className="grid gap-x-8 gap-y-1 font-mono text-small sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <CopyField label="All of them" value={codes.join(' ')} />
      <a href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`} download="Recovery codes.txt" className="inline-flex min-h-11 items-center self-start font-medium text-accent underline underline-offset-4">
        Download as a text file
      </a>
    </section>
  )
}
