import type { ReactNode } from 'react'

/** One line of what a form would do: in a list of terms. */
export const PreviewLine = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt className="text-small text-muted">{label}</dt>
    <dd>{children}</dd>
  </div>
)
