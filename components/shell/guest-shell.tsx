'use client'
import { Link } from '../ui/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { AccountMenu } from './account-menu'
import { CommandMenu } from './command-menu'
import { KeyboardMap } from './keyboard-map'
import { MailNotice } from './mail-notice'
import type { ShellCaller } from './shell-caller'
import { ReviewNotice } from './review-notice'
import { SkipLink } from './skip-link'

type Props = {
  organizationName: string
  caller: ShellCaller | null
  mailNotice?: boolean
  searchUrl?: string
  /** Of the guest's own access, what they are asked to confirm. */
  toReview?: number
  children: ReactNode
}

const pages = [
  { title: 'Shared with me', href: '/shared-with-me' },
  { title: 'Reviews', href: '/reviews' },
  { title: 'Account', href: '/account' },
]

/** For guests, and for everyone at the door: one calm column. */
export function GuestShell({ organizationName, caller, mailNotice, searchUrl, toReview = 0, children }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {mailNotice && <MailNotice />}
      <header className="mx-auto flex min-h-16 w-full max-w-guest items-center justify-between gap-4 px-4 pt-6 sm:pt-10">
        <Organization name={organizationName} signedIn={caller !== null} />
        {caller && <AccountMenu caller={caller} />}
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-guest grow px-4 pt-8 pb-16 sm:pt-12">
        {caller?.kind === 'guest' && toReview > 0 && <ReviewNotice count={toReview} />}
        {children}
      </main>
      <footer className="mx-auto w-full max-w-guest px-4 pb-8 text-small text-muted">
        {usePathname().startsWith('/mailbox') ? 'Foyer' : 'Shared with Foyer'}
      </footer>
      {caller && (
        <>
          <CommandMenu pages={pages} searchUrl={searchUrl} />
          <KeyboardMap />
        </>
      )}
    </div>
  )
}

function Organization({ name, signedIn }: { name: string; signedIn: boolean }) {
  const className = 'font-serif text-title wrap-anywhere'
  if (!signedIn)
    return (
      <p className={className}>
        <bdi>{name}</bdi>
      </p>
    )
  return (
    <Link href="/shared-with-me" className={`${className} flex min-h-11 items-center rounded`}>
      <bdi>{name}</bdi>
    </Link>
  )
}
