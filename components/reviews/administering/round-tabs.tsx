import clsx from 'clsx'
import Link from 'next/link'

export type RoundTab = 'items' | 'reviewers' | 'history' | 'mails'

const tabs = [
  { key: 'items', label: 'Items' },
  { key: 'reviewers', label: 'Reviewers' },
  { key: 'history', label: 'History' },
  { key: 'mails', label: 'Mails' },
] as const

export function RoundTabs({ roundId, current }: { roundId: string; current: RoundTab }) {
  return (
    <nav aria-label="Parts of the round" className="mb-6 flex gap-6 border-b border-line">
      {tabs.map(({ key, label }) => (
        <Link
          key={key}
          href={`/admin/reviews/rounds/${roundId}${key === 'items' ? '' : `?tab=${key}`}`}
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
