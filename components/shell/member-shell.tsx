'use client'
import { Link } from '../ui/link'
import type { ReactNode } from 'react'
import { AccountMenu } from './account-menu'
import { CommandMenu } from './command-menu'
import { FindButton } from './find-button'
import { KeyboardMap } from './keyboard-map'
import { MailNotice } from './mail-notice'
import { administratorPages, memberPages, type ShellPage } from './member-pages'
import { MorePlaces } from './more-places'
import { RailLink } from './rail-link'
import type { ShellCaller } from './shell-caller'
import { SkipLink } from './skip-link'

type Props = {
  organizationName: string
  caller: ShellCaller
  mailNotice?: boolean
  searchUrl?: string
  /** Items that wait for the caller's answer. */
  toReview?: number
  children: ReactNode
}

const actions = [
  { title: 'New share', href: '/shares/new' },
  { title: 'New space', href: '/spaces/new' },
]

/** For members and administrators: a rail on the left, on a phone a bar at the bottom. */
export function MemberShell({ organizationName, caller, mailNotice, searchUrl, toReview = 0, children }: Props) {
  const more = caller.administrator ? administratorPages : []
  const pages = [...memberPages, ...more, { title: 'Account', href: '/account' }]
  return (
    <>
      <SkipLink />
      <div className="md:grid md:min-h-dvh md:grid-cols-[15rem_minmax(0,1fr)]">
        <header className="flex items-center justify-between gap-2 px-4 pt-3 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:justify-start md:border-r md:border-line md:px-3 md:py-6">
          <Link
            href="/shares"
            className="flex min-h-11 items-center rounded font-serif text-title wrap-anywhere md:mb-4 md:px-3"
          >
            <bdi>{organizationName}</bdi>
          </Link>
          <div className="max-md:ml-auto">
            <FindButton />
          </div>
          <nav
            aria-label="Main"
            className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-10 max-md:border-t max-md:border-line max-md:bg-surface max-md:px-1 max-md:pb-[env(safe-area-inset-bottom)] md:mt-4 md:grow"
          >
            <Places pages={[...memberPages, ...more]} counts={{ '/reviews': toReview }} />
          </nav>
          <AccountMenu caller={caller} full />
        </header>
        <div className="flex min-w-0 flex-col">
          {mailNotice && <MailNotice />}
          <main id="content" tabIndex={-1} className="w-full max-w-work px-4 pt-6 pb-28 md:px-10 md:pt-10 md:pb-16">
            {children}
          </main>
        </div>
      </div>
      <CommandMenu pages={pages.map(({ title, href }) => ({ title, href }))} actions={actions} searchUrl={searchUrl} />
      <KeyboardMap />
    </>
  )
}

/** As many as a thumb can tell apart; the last of them is then the way to the others. */
const MOST_IN_THE_BAR = 5

const inTheBar = (pages: number) => (pages > MOST_IN_THE_BAR ? MOST_IN_THE_BAR - 1 : pages)

function Places({ pages, counts }: { pages: ShellPage[]; counts: Record<string, number> }) {
  return (
    <ul className="flex gap-1 md:flex-col">
      {pages.map((page, at) => (
        <li key={page.href} className={at < inTheBar(pages.length) ? 'flex max-md:flex-1 md:block' : 'hidden md:block'}>
          <RailLink page={page} count={counts[page.href]} />
        </li>
      ))}
      {pages.length > MOST_IN_THE_BAR && (
        <li className="flex flex-1 md:hidden">
          <MorePlaces pages={pages.slice(inTheBar(pages.length))} />
        </li>
      )}
    </ul>
  )
}
