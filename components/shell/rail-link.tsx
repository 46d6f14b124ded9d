'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** A place in the rail; on a phone, in the bar at the bottom. */
export function RailLink({ href, children }: { href: string; children: ReactNode }) {
  const path = usePathname()
  const here = path === href || path.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      aria-current={here ? (path === href ? 'page' : 'true') : undefined}
      className={clsx(
        'flex min-h-11 items-center gap-3 rounded px-3 transition-colors duration-120 [&_svg]:size-[1.125rem] [&_svg]:shrink-0',
        'max-md:min-h-16 max-md:flex-1 max-md:flex-col max-md:gap-1 max-md:px-0.5 max-md:pt-2.5 max-md:pb-1.5 max-md:text-center max-md:text-small max-md:leading-4',
        here
          ? 'font-semibold text-accent md:bg-accent-tint forced-colors:underline'
          : 'font-medium text-muted hover:text-ink md:hover:bg-sunken',
      )}
    >
      {children}
    </Link>
  )
}
