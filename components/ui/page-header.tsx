import { ArrowLeft } from 'lucide-react'
import { Link } from './link'
import type { ReactNode } from 'react'

type Props = { title: ReactNode; description?: ReactNode; action?: ReactNode; back?: { href: string; label: string } }

/** The page's title and its one primary action. */
export function PageHeader({ title, description, action, back }: Props) {
  return (
    <header className="mb-8 flex flex-col gap-2">
      {back && (
        <Link
          href={back.href}
          className="-ml-1 inline-flex min-h-11 items-center gap-1.5 self-start px-1 text-small text-muted hover:text-ink"
        >
          <ArrowLeft className="size-4 shrink-0" />
          <bdi>{back.label}</bdi>
        </Link>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="flex min-w-0 flex-col gap-1">
          <h1 dir="auto" className="font-serif text-display wrap-anywhere">
            {title}
          </h1>
          {description && <div className="max-w-prose text-muted">{description}</div>}
        </div>
        {action}
      </div>
    </header>
  )
}
