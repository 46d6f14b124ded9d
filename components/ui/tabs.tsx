import clsx from 'clsx'
import { Link } from './link'

type Tab<Key extends string> = { key: Key; label: string; href: string }

type Props<Key extends string> = { label: string; tabs: readonly Tab<Key>[]; current: Key }

/** Parts of one place, each a page of its own. On a narrow screen they stand in several lines. */
export function Tabs<Key extends string>({ label, tabs, current }: Props<Key>) {
  return (
    <nav aria-label={label} className="mb-6 flex flex-wrap gap-x-6 border-b border-line">
      {tabs.map(({ key, label, href }) => (
        <Link
          key={key}
          href={href}
          aria-current={key === current ? 'page' : undefined}
          className={clsx(
            '-mb-px inline-flex min-h-11 shrink-0 items-center border-b-2 font-medium',
            key === current
              ? 'border-accent text-ink'
              : 'border-transparent text-muted hover:border-control hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
