import type { ReactNode } from 'react'

/** What kind of factor is about to be added, and what it is. */
export const FactorTitle = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <p className="font-medium">{title}</p>
    <p className="max-w-prose text-muted">{children}</p>
  </div>
)
