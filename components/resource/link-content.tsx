import { ExternalLink } from 'lucide-react'
import { resourcePath } from '@/lib/page-paths'
import { buttonClass } from '../ui/button-class'

type Props = { resourceId: string; host: string }

/** The way to a link. A plain anchor: nothing may fetch it before it is meant, since opening it is recorded. */
export function LinkContent({ resourceId, host }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <a
        href={`${resourcePath(resourceId)}/open`}
        target="_blank"
        rel="noopener noreferrer"
        data-button
        className={buttonClass('primary')}
        aria-describedby="leads-to"
      >
        Open
        <ExternalLink aria-hidden />
      </a>
      <p id="leads-to" className="min-w-0 text-muted">
        Leads to <span className="wrap-anywhere text-ink">{host}</span>, in a new tab.
      </p>
    </div>
  )
}
