import clsx from 'clsx'
import { X } from 'lucide-react'
import { Link } from './link'
import type { ReactNode } from 'react'
import { filteredBy, type FiltersOfList, inForce, unfiltered } from './list-filter'

/** What a list can be narrowed to by one press, and what it is narrowed by, each taken away by one. */
export function FilterChips({ list }: { list: FiltersOfList }) {
  const offered = (list.filters ?? []).flatMap((filter) =>
    filter.as === 'chips'
      ? filter.options.map((option) => ({ ...option, name: filter.name, chosen: filter.value === option.value }))
      : [],
  )
  const others = inForce(list)
  if (offered.length + others.length === 0) return null
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {offered.map(({ name, value, label, count, chosen }) => (
        <ChipLink key={`${name} ${value}`} href={filteredBy(list, name, chosen ? '' : value)} chosen={chosen}>
          {label}
          {!chosen && typeof count === 'number' && <Count count={count} />}
        </ChipLink>
      ))}
      {others.map(({ label, href }) => (
        <ChipLink key={label} href={href} chosen>
          <bdi className="wrap-anywhere">{label}</bdi>
        </ChipLink>
      ))}
      {others.length + offered.filter(({ chosen }) => chosen).length > 1 && (
        <li>
          <Link
            href={unfiltered(list)}
            className="inline-flex min-h-11 items-center px-2 text-small font-medium text-accent underline underline-offset-4"
          >
            Clear all
          </Link>
        </li>
      )}
    </ul>
  )
}

const ChipLink = ({ href, chosen, children }: { href: string; chosen: boolean; children: ReactNode }) => (
  <li className="min-w-0">
    <Link
      href={href}
      aria-current={chosen ? 'true' : undefined}
      className={clsx(
        'inline-flex min-h-11 items-center gap-2 rounded-full border px-3.5 py-1 text-small font-medium',
        chosen ? 'border-accent bg-accent-tint text-accent' : 'border-control bg-surface hover:bg-sunken',
      )}
    >
      {chosen && <span className="sr-only">Remove filter </span>}
      {children}
      {chosen && <X aria-hidden className="size-3.5 shrink-0" />}
    </Link>
  </li>
)

/** Heard as "Pending, 3". */
const Count = ({ count }: { count: number }) => (
  <span className="font-normal text-muted tabular-nums">
    <span className="sr-only">, </span>
    {count.toLocaleString('en')}
  </span>
)
