'use client'
import { lazy, Suspense, useDeferredValue, useId, useRef, useState, type ReactNode } from 'react'
import { Button } from '../ui/button'
import { useHydrated } from '../ui/use-hydrated'

const Markdown = lazy(() =>
  import('../files/markdown').then(
    ({ Markdown }) => ({ default: Markdown }),
    () => ({ default: NotLoaded }),
  ),
)

/** A text area of Markdown with its text as readers will see it, below it and as it is typed. What draws it comes when it is asked for. */
export function WithPreview({ children }: { children: ReactNode }) {
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const [text, setText] = useState<string | null>(null)
  const shown = useDeferredValue(text)
  const alive = useHydrated()
  const typed = () => place.current?.querySelector('textarea')?.value ?? ''
  return (
    <div className="flex flex-col items-start gap-3">
      <div ref={place} onInput={() => text !== null && setText(typed())} className="w-full">
        {children}
      </div>
      {alive && (
        <Button
          size="small"
          aria-expanded={text !== null}
          aria-controls={id}
          onClick={() => setText(text === null ? typed() : null)}
        >
          {text === null ? 'Show preview' : 'Hide preview'}
        </Button>
      )}
      <section id={id} aria-label="Preview" hidden={text === null} className="w-full rounded border border-line p-4">
        {shown?.trim() ? (
          <Suspense fallback={<p className="text-muted">Drawing the preview</p>}>
            <Markdown>{shown}</Markdown>
          </Suspense>
        ) : (
          <p className="text-muted">Nothing is written yet.</p>
        )}
      </section>
    </div>
  )
}

function NotLoaded() {
  return <p>The preview could not be loaded. Your text is safe: check the connection, then load the page again.</p>
}
