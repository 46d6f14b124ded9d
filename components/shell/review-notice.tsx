'use client'
import { ListChecks } from 'lucide-react'
import { Link } from '../ui/link'
import { usePathname } from 'next/navigation'

/** For a guest who is asked about their own access: one quiet line, wherever they are but there. */
export function ReviewNotice({ count }: { count: number }) {
  const path = usePathname()
  if (path.startsWith('/reviews')) return null
  return (
    <p className="mb-8 flex flex-wrap items-center gap-x-2 border-b border-line pb-3 text-small">
      <ListChecks className="size-4 shrink-0 text-accent" />
      You are asked whether you still need {count === 1 ? 'one thing' : `${count.toLocaleString('en-US')} things`}{' '}
      shared with you.
      <Link
        href="/reviews"
        className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4"
      >
        Answer now
      </Link>
    </p>
  )
}
