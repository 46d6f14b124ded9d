'use client'
import { MailX } from 'lucide-react'
import { usePathname } from 'next/navigation'

/** Stands on every page while mail goes into the local mailbox. */
export function MailNotice() {
  const here = usePathname() === '/mailbox'
  return (
    <aside
      aria-label="Mail"
      className="flex flex-wrap items-center justify-center gap-x-2 bg-warning-tint px-4 py-1 text-center text-small text-warning"
    >
      <MailX className="size-4 shrink-0" />
      Mail is not leaving this computer.
      {here ? (
        'It stays here, in the local mailbox.'
      ) : (
        <a
          href="/mailbox"
          className="-my-2.5 inline-flex min-h-11 items-center font-medium underline underline-offset-4"
        >
          Read it in the local mailbox.
        </a>
      )}
    </aside>
  )
}
