import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import type { ReviewTemplate } from '@/lib/reviews/setting-up/review-templates'

/** What a first review may be: three that most begin with. */
export function Templates({ templates }: { templates: readonly ReviewTemplate[] }) {
  return (
    <div className="flex flex-col gap-5">
      <div className="max-w-prose">
        <p className="text-lead font-medium">No reviews yet</p>
        <p className="text-muted">A review asks the right people whether each guest’s access should stay, and acts on the answer. Begin with one of these; everything in it can be changed.</p>
      </div>
      <ul className="grid gap-3 sm:grid-cols-3">
        {templates.map(({ key, title, words }) => (
          <li key={key} className="flex">
            <Link href={`/admin/reviews/new?template=${key}`} className="flex grow flex-col gap-1 rounded border border-control bg-surface p-4 hover:border-ink">
              <span className="flex items-center justify-between gap-2 font-medium">
                {title}
                <ArrowRight className="size-4 shrink-0 text-muted" />
              </span>
              <span className="text-small text-muted">{words}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
