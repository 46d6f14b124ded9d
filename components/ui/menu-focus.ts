import type { KeyboardEvent } from 'react'

export const menuEntryClass =
  'flex min-h-11 w-full items-center gap-3 rounded px-3 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-2 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted'

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Arrow keys, Home and End walk through what can be focused in a menu. */
export function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = steps[event.key]
  if (!step || (event.target as HTMLElement).matches('input, select, textarea')) return
  event.preventDefault()
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button:not(:disabled)')]
  entries[step(entries.indexOf(event.target as HTMLElement), entries.length)]?.focus()
}
