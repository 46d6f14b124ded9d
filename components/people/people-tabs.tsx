import clsx from 'clsx'
import Link from 'next/link'

type Props = { current: 'guests' | 'members'; /** The search, which stays. */ q: string }

const tabs = [
  { key: 'guests', label: 'Guests', path: '/admin/people' },
  { key: 'members', label: 'Members', path: '/admin/people/members' },
] as const

export function PeopleTabs({ current, q }: Props) {
  return (
    <nav aria-label="Kind of people" className="mb-6 flex gap-6 border-b border-line">
      {tabs.map(({ key, label, path }) => (
        <Link
          key={key}
          href={q ? `${path}?q=${encodeURIComponent(q)}` : path}
          aria-current={key === current ? 'page' : undefined}
          className={clsx(
            '-mb-px inline-flex min-h-11 items-center border-b-2 font-medium',
            key === current ? 'border-accent text-ink' : 'border-transparent text-muted hover:border-control hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
