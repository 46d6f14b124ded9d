import { X } from 'lucide-react'
import Link from 'next/link'

type Props = {
  /** Each filter in force, with the address of this list without it. */
  filters: readonly { label: string; href: string }[]
  clearHref?: string
}

export function FilterChips({ filters, clearHref }: Props) {
  if (filters.length === 0) return null
  return (
    <ul aria-label="Filters in force" className="flex flex-wrap items-center gap-2">
      {filters.map((filter) => (
        <li key={filter.label}>
          <Link
            href={filter.href}
            aria-label={`Remove filter ${filter.label}`}
            className="inline-flex min-h-11 items-center gap-2 rounded-full bg-sunken px-3.5 text-small font-medium hover:bg-hover"
          >
            {filter.label}
            <X aria-hidden className="size-3.5" />
          </Link>
        </li>
      ))}
      {clearHref && filters.length > 1 && (
        <li>
          <Link
            href={clearHref}
            className="inline-flex min-h-11 items-center px-2 text-small font-medium text-accent underline underline-offset-4"
          >
            Clear all
          </Link>
        </li>
      )}
    </ul>
  )
}
