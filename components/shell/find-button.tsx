'use client'
import { Search } from 'lucide-react'
import { useHydrated } from '../ui/use-hydrated'
import { openCommandMenu } from './keyboard'

/** The visible way to Ctrl/Cmd-K. Keeps its place while the page is not alive yet. */
export function FindButton() {
  const hydrated = useHydrated()
  return (
    <button
      type="button"
      disabled={!hydrated}
      onClick={openCommandMenu}
      className="flex min-h-11 min-w-11 items-center justify-center gap-3 rounded text-muted hover:text-ink md:w-full md:border md:border-line md:px-3 md:hover:border-control"
    >
      <Search className="size-5 md:size-4" />
      <span className="max-md:sr-only">Find</span>
      <kbd className="ml-auto font-mono text-small max-md:hidden" aria-hidden>
        {hydrated && /Mac|iP/.test(navigator.platform) ? '⌘ K' : 'Ctrl K'}
      </kbd>
    </button>
  )
}
