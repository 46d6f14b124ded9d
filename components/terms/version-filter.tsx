import clsx from 'clsx'
import Link from 'next/link'

type Props = { versions: number[]; chosen: number | null; href: (number: number | null) => string }

/** Answers to one version, or to any. */
export const VersionFilter = ({ versions, chosen, href }: Props) => (
  <nav aria-label="Version" className="flex flex-wrap items-center gap-x-1 text-small">
    {[null, ...versions].map((number) => (
      <Link
        key={number}
        href={href(number)}
        aria-current={number === chosen ? 'true' : undefined}
        className={clsx('inline-flex min-h-11 items-center px-2', number === chosen ? 'font-medium text-ink' : 'text-muted underline-offset-4 hover:underline')}
      >
        {number === null ? 'Every version' : `Version ${number}`}
      </Link>
    ))}
  </nav>
)
