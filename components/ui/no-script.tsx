'use client'
import { createContext, use, type ReactNode } from 'react'

const Within = createContext(false)

/**
 * Shows its children where JavaScript is off. One that stands within another shows them as they are: a browser ends
 * the outer one at the inner one's end, and what follows would be in a page that its script does not know.
 */
export function NoScript({ children }: { children: ReactNode }) {
  if (use(Within)) return children
  return (
    <noscript>
      <Within value>{children}</Within>
    </noscript>
  )
}
