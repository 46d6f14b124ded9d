'use client'
import { use } from 'react'
import type { PolicyPreview as Preview } from '@/lib/policies/preview-policy'
import { FormContext } from '../ui/form-context'
import type { FormState } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { usePreview } from '../ui/use-preview'
import { PreviewWords } from './preview-words'

/** What the policy would do, before it does: kept up to date while the form is filled in, or asked for by the button. */
export function PolicyPreview({ url }: { url: string }) {
  const sent = use(FormContext)
  const { place, answer, counting } = usePreview(url)
  const shown = previewIn(answer ?? sent)
  return (
    <section ref={place} aria-label="Preview" className="flex flex-col gap-4 rounded border border-line bg-surface p-5">
      <div className="flex min-h-11 items-center justify-between gap-4">
        <h2 className="text-lead font-semibold">Preview</h2>
        <SubmitButton variant="secondary" size="small" name="intent" value="preview">
          Preview
        </SubmitButton>
      </div>
      <div aria-live="polite" aria-busy={counting} className="flex min-h-40 flex-col gap-4">
        {shown ? <PreviewWords preview={shown} /> : <p className="text-muted">{counting ? 'Counting…' : whyNot(answer ?? sent)}</p>}
      </div>
    </section>
  )
}

const previewIn = ({ status, result }: FormState) => (status === 'done' && result && typeof result === 'object' && 'untouched' in result ? (result as Preview) : null)

const whyNot = ({ status, message }: FormState) =>
  status === 'failed' && message ? `The numbers stand here once the form can be read. ${message}` : 'Whom this touches, and what it would have done last week, stands here before anything is saved.'
