import { useId, type ReactNode } from 'react'

type Props = { title: ReactNode; description?: ReactNode; action?: ReactNode; id?: string; children: ReactNode }

export function Section({ title, description, action, id, children }: Props) {
  const heading = useId()
  return (
    <section id={id} aria-labelledby={heading} className="mt-10 first:mt-0">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id={heading} className="text-lead font-semibold">
            {title}
          </h2>
          {description && <p className="max-w-prose text-small text-muted">{description}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
