'use client'
import clsx from 'clsx'
import { Ellipsis } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Menu, MenuLink } from '../ui/menu'
import type { ShellPage } from './member-pages'
import { whereItIs } from './where-it-is'

/** The last place in the bar on a phone: the way to those that have none of their own there. */
export function MorePlaces({ pages }: { pages: ShellPage[] }) {
  const path = usePathname()
  const here = pages.find((page) => whereItIs(page, path))
  return (
    <Menu
      trigger={
        <>
          <Ellipsis />
          More
          {here && <span className="sr-only">: {here.title} is shown</span>}
        </>
      }
      className={clsx(
        'min-h-16! w-full flex-col justify-start! gap-1 px-0.5! pt-2.5 pb-1.5 text-small leading-4 [&_svg]:size-[1.125rem]',
        here ? 'font-semibold text-accent! forced-colors:underline' : 'text-muted!',
      )}
    >
      {pages.map((page) => (
        <MenuLink
          key={page.href}
          href={page.href}
          aria-current={whereItIs(page, path)}
          className="aria-[current]:font-semibold aria-[current]:text-accent"
        >
          {page.title}
        </MenuLink>
      ))}
    </Menu>
  )
}
