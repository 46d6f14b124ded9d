import type { ReactNode } from 'react'

/** One sentence that says what will be here, and one thing to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-start gap-4 rounded border border-dashed border-line px-6 py-10">
      <div className="flex max-w-prose flex-col gap-1">
        <p className="text-lead font-medium">{title}</p>
        {children && <div className="text-muted">{children}</div>}
      </div>
      {action}
    </div>
  )
}
