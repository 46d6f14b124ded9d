import { Clock, Shield } from 'lucide-react'
import type { SharedResourceView } from '@/lib/sharing/get-shared-resource'
import { spacePath } from '@/lib/page-paths'
import { roleInWords } from '@/lib/role'
import { Chip } from '../ui/chip'
import { KindIcon } from '../ui/kind-icon'
import { PersonName } from '../ui/person-name'
import { Day } from '../ui/day'
import { Link } from '../ui/link'

/** Who shares it, what the reader may do, and until when. */
export function Terms({
  resource,
}: {
  resource: Pick<SharedResourceView, 'content' | 'sharer' | 'grant' | 'role' | 'mine' | 'label' | 'space'>
}) {
  const { content, sharer, grant, role, mine, label, space } = resource
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <KindIcon kind={content.kind} word />
      {label && <Chip icon={<Shield />}>{label}</Chip>}
      {space && (
        <span className="min-w-0 wrap-anywhere">
          In{' '}
          <Link href={spacePath(space.id)} className="underline underline-offset-4">
            <bdi>{space.title}</bdi>
          </Link>
        </span>
      )}
      {!mine && (
        <span>
          Shared by <PersonName person={sharer} />
        </span>
      )}
      {role && <span>{roleInWords[role]}</span>}
      {grant && (grant.endsAt ? <Ending endsAt={grant.endsAt} soon={grant.endingSoon} /> : <span>No end</span>)}
    </div>
  )
}

function Ending({ endsAt, soon }: { endsAt: Date; soon: boolean }) {
  if (!soon)
    return (
      <span>
        Until <Day value={endsAt} />
      </span>
    )
  return (
    <Chip icon={<Clock />} tone="warning">
      Ends <Day value={endsAt} mode="relative" />
    </Chip>
  )
}
