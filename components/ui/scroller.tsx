import type { ReactNode } from 'react'

/** What is wider than a phone and scrolls in itself: reached by keyboard, and shaded at the edge beyond which it goes on. */
export const Scroller = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="scroller" tabIndex={0} role="region" aria-label={label}>
    {children}
  </div>
)
