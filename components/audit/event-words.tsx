import { Link } from '../ui/link'
import type { AuditWords } from '@/lib/audit/describe-event'

const pages = { person: '/admin/people', resource: '/shares' }

/** An event as a sentence; people and resources in it lead to their pages. */
export function EventWords({ words }: { words: AuditWords[] }) {
  return (
    <span className="wrap-anywhere">
      {words.map(({ text, about }, at) =>
        about ? (
          <Link
            key={at}
            href={`${pages[about.kind]}/${about.id}`}
            className="font-medium underline-offset-4 hover:underline"
          >
            <bdi>{text}</bdi>
          </Link>
        ) : (
          text
        ),
      )}
    </span>
  )
}
