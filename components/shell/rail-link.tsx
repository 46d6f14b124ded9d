'use client'
import clsx from 'clsx'
import { Link } from '../ui/link'
import { usePathname } from 'next/navigation'
import { useId } from 'react'
import type { ShellPage } from './member-pages'
import { whereItIs } from './where-it-is'

type Props = { page: ShellPage; /** What waits there. */ count?: number }

/** A place in the rail; on a phone, in the bar at the bottom. */
export function RailLink({ page, count = 0 }: Props) {
  const waiting = useId()
  const here = whereItIs(page, usePathname())
  return (
    <Link
      href={page.href}
      aria-describedby={count > 0 ? waiting : undefined}
      aria-current={here}
      className={clsx(
        'flex min-h-11 items-center gap-3 rounded px-3 transition-colors duration-120 [&_svg]:size-[1.125rem] [&_svg]:shrink-0',
        'max-md:min-h-16 max-md:flex-1 max-md:flex-col max-md:gap-1 max-md:px-0.5 max-md:pt-2.5 max-md:pb-1.5 max-md:text-center max-md:text-small max-md:leading-4',
        here
          ? 'font-semibold text-accent md:bg-accent-tint forced-colors:underline'
          : 'font-medium text-muted hover:text-ink md:hover:bg-sunken',
      )}
    >
      {page.icon}
      {page.short ? <Title page={page} short={page.short} /> : page.title}
      {count > 0 && (
        <span
          aria-hidden
          className="rounded-full bg-accent px-2 text-small font-medium text-on-accent tabular-nums max-md:absolute max-md:-mt-1.5 max-md:ml-12 max-md:px-1.5 max-md:leading-4 md:ml-auto"
        >
          {count > 999 ? '999+' : count}
          <span id={waiting} hidden>
            {count === 1 ? 'One item' : `${count} items`} to answer
          </span>
        </span>
      )}
    </Link>
  )
}

/** Short on a phone, where the whole is still heard. */
const Title = ({ page: { title }, short }: { page: ShellPage; short: string }) => (
  <span>
    <span className="max-md:hidden">{title}</span>
    <span className="md:hidden">
      <span className="sr-only">Shared </span>
      {short}
    </span>
  </span>
)
