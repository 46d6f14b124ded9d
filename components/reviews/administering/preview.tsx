'use client'
import { use } from 'react'
import type { ReviewPreview } from '@/lib/reviews/setting-up/preview-review'
import { FormContext } from '../../ui/form-context'
import type { FormState } from '../../ui/form-state'
import { SubmitButton } from '../../ui/submit-button'
import { KeptCheckbox } from '../../ui/kept-checkbox'
import { PreviewWords } from './preview-words'
import { usePreview } from '../../ui/use-preview'

/** What the form would set up, before it does: kept up to date while it is filled in, or asked for by the button. */
export function Preview({ url }: { url: string }) {
  const sent = use(FormContext)
  const { place, answer, counting } = usePreview(url)
  const shown = previewIn(answer ?? sent)
  const empty = shown?.items === 0 || Boolean(sent.fields?.waits)
  return (
    <section ref={place} aria-label="Preview" className="flex flex-col gap-4 rounded border border-line bg-surface p-5">
      <div className="flex min-h-11 items-center justify-between gap-4">
        <h2 className="text-lead font-semibold">Preview</h2>
        <SubmitButton variant="secondary" size="small" name="intent" value="preview">
          Preview
        </SubmitButton>
      </div>
      <div aria-live="polite" aria-busy={counting} className="flex min-h-56 flex-col gap-4">
        {counting && !shown && <p className="text-muted">Counting…</p>}
        {shown && <PreviewWords preview={shown} />}
        {!shown && !counting && <p className="text-muted">{whyNot(answer ?? sent)}</p>}
        {shown && <p className="text-small text-muted">{counting ? 'Counting…' : 'As things are now.'}</p>}
      </div>
      {empty && <KeptCheckbox name="waits" label="Set it up all the same" ticked={false} hint="It waits: each round asks about whoever is in scope when it begins." />}
    </section>
  )
}

const previewIn = ({ status, result }: FormState) => (status === 'done' && result && typeof result === 'object' && 'items' in result ? (result as ReviewPreview) : null)

const whyNot = ({ status, message }: FormState) =>
  status === 'failed' && message ? `The numbers stand here once the form can be read. ${message}` : 'What this would ask, of whom, and what would be removed, stands here before anything begins.'
