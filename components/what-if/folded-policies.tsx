'use client'
import { ChevronRight, Search } from 'lucide-react'
import { useState } from 'react'
import { controlClass } from '../ui/field'
import { useHydrated } from '../ui/use-hydrated'
import { type PolicyRow, PolicyRows } from './policy-rows'

/** From how many policies on a search is worth its room, and how many stand there at once. */
const MANY = 8
const SHOWN = 50

/** Policies that had nothing to say: folded away, and found by their names. Without JavaScript all stand in the fold. */
export function FoldedPolicies({ summary, policies }: { summary: string; policies: readonly PolicyRow[] }) {
  const [typed, setTyped] = useState('')
  const hydrated = useHydrated()
  const found = policies.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
  return (
    <details className="group/fold border-t border-line">
      <summary className="flex min-h-14 cursor-pointer list-none items-center gap-2 py-2 font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform duration-120 group-open/fold:rotate-90"
        />
        {summary}
      </summary>
      <div className="pb-4">
        {hydrated && policies.length >= MANY && (
          <span className="relative block max-w-md">
            <Search className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" />
            <input
              type="search"
              dir="auto"
              aria-label={`Find a policy: ${summary}`}
              placeholder="Find a policy"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              className={`${controlClass} pl-9`}
            />
          </span>
        )}
        <PolicyRows policies={hydrated ? found.slice(0, SHOWN) : found} />
        {hydrated && (
          <p role="status" className="text-small text-muted">
            {found.length === 0
              ? `None is called “${typed}”.`
              : found.length > SHOWN
                ? `The first ${SHOWN} of ${found.length}. Type a name to find another.`
                : ''}
          </p>
        )}
      </div>
    </details>
  )
}
