import clsx from 'clsx'
import { X } from 'lucide-react'
import Link from 'next/link'

type Option = { label: string; count: number; chosen: boolean; href: string }

/** One chip a state with how many there are; the chosen one is taken away again by the same click. */
export function StateFilter({ options }: { options: readonly Option[] }) {
  return (
    <ul aria-label="Filters" className="flex flex-wrap gap-2">
      {options.map(({ label, count, chosen, href }) => (
        <li key={label}>
          <Link
            href={href}
            aria-current={chosen ? 'true' : undefined}
            className={clsx(
              'inline-flex min-h-11 items-center gap-2 rounded-full border px-3.5 text-small font-medium',
              chosen ? 'border-accent bg-accent-tint text-accent' : 'border-control bg-surface hover:bg-sunken',
            )}
          >
            {chosen && <span className="sr-only">Remove filter</span>}
            {label}
            {chosen ? <X aria-hidden className="size-3.5" /> : <span className="font-normal text-muted tabular-nums">{count.toLocaleString('en')}</span>}
          </Link>
        </li>
      ))}
    </ul>
  )
}
