import type { ResourceKind } from '@/lib/resource-kinds'
import { mayDo, type Role } from '@/lib/role'
import { KindIcon } from '../ui/kind-icon'
import { Day } from '../ui/day'

export type OfferedResource = { title: string; kind: ResourceKind; role: Role; endsAt: Date | null }

/** What an invitation is about: title, kind, what one may do, until when. */
export function OfferedThing({ resource }: { resource: OfferedResource }) {
  const { title, kind, role, endsAt } = resource
  return (
    <div className="flex gap-4 rounded border border-line bg-surface px-5 py-4">
      <span className="mt-0.5 [&_svg]:size-6">
        <KindIcon kind={kind} />
      </span>
      <div className="min-w-0">
        <p dir="auto" className="text-lead font-semibold wrap-anywhere">
          {title}
        </p>
        <p className="text-muted">
          You can {mayDo(role, kind)}{' '}
          {endsAt ? (
            <>
              until <Day value={endsAt} />.
            </>
          ) : (
            'for as long as it is shared.'
          )}
        </p>
      </div>
    </div>
  )
}
