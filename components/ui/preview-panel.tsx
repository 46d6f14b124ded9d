'use client'
import { use, type ReactNode } from 'react'
import { FormContext } from './form-context'
import type { FormState } from './form-state'
import { SubmitButton } from './submit-button'
import { usePreview } from './use-preview'

type Props<Preview> = {
  /** Answers the preview while the form is filled in. */
  url: string
  /** Whether what a form answered with is such a preview. */
  isPreview: (result: object) => boolean
  /** What stands here before there is one. */
  before: string
  children: (preview: Preview) => ReactNode
  /** Below the words, whether there are any or not. */
  after?: (preview: Preview | null) => ReactNode
}

/** What the form around would do, before it does: kept up to date while it is filled in, or asked for by the button. */
export function PreviewPanel<Preview>({ url, isPreview, before, children, after }: Props<Preview>) {
  const sent = use(FormContext)
  const { place, answer, counting } = usePreview(url)
  const state = answer ?? sent
  const { result } = state
  const shown =
    state.status === 'done' && result && typeof result === 'object' && isPreview(result) ? (result as Preview) : null
  return (
    <section ref={place} aria-label="Preview" className="flex flex-col gap-4 rounded border border-line bg-surface p-5">
      <div className="flex min-h-11 items-center justify-between gap-4">
        <h2 className="text-lead font-semibold">Preview</h2>
        <SubmitButton variant="secondary" size="small" name="intent" value="preview">
          Count now
        </SubmitButton>
      </div>
      <div aria-live="polite" aria-busy={counting} className="flex min-h-56 flex-col gap-4">
        {shown && children(shown)}
        {!shown && (
          <p className="text-muted">
            {counting && (answer ?? sent).status !== 'idle' ? 'Counting…' : whyNot(state, before)}
          </p>
        )}
        {shown && <p className="text-small text-muted">{counting ? 'Counting…' : 'As things are now.'}</p>}
      </div>
      {after?.(shown)}
    </section>
  )
}

const whyNot = ({ status, message }: FormState, before: string) =>
  status === 'failed' && message ? `The numbers stand here once the form can be read. ${message}` : before
