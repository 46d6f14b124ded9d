import { Clock, Shield } from 'lucide-react'
import type { SharedResourceView } from '@/lib/sharing/get-shared-resource'
import { Chip } from '../ui/chip'
import { KindIcon } from '../ui/kind-icon'
import { PersonName } from '../ui/person-name'
import { Day } from '../ui/day'

/** Who shares it, what the reader may do, and until when. */
export function Terms({
  resource,
}: {
  resource: Pick<SharedResourceView, 'content' | 'sharer' | 'grant' | 'mine' | 'label'>
}) {
  const { content, sharer, grant, mine, label } = resource
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <KindIcon kind={content.kind} word />
      {label && <Chip icon={<Shield />}>{label}</Chip>}
      {!mine && (
        <span>
          Shared by <PersonName person={sharer} />
        </span>
      )}
      {grant && <span>{grant.role === 'download' ? 'Can download' : 'Can view'}</span>}
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
