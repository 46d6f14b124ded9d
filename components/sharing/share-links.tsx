import type { ShareLinkRow } from '@/lib/sharing/list-share-links'
import type { Shareable } from '@/lib/sharing/roles'
import type { FormAction } from '../ui/form-state'
import { CreateLinkForm } from './create-link-form'
import { ShareLinkCard } from './share-link-card'

type Props = {
  resourceId: string
  shared: Shareable
  links: ShareLinkRow[]
  mayCreate: boolean
  create: FormAction
  revoke: FormAction
}

/** The newest link is shown in full, the others fold up. */
export function ShareLinks({ resourceId, shared, links, mayCreate, create, revoke }: Props) {
  return (
    <div className="flex flex-col gap-6">
      {links.length > 0 && (
        <ul className="border-t border-line" aria-label="Share links">
          {links.map((link, at) => (
            <ShareLinkCard key={link.shareLinkId} link={link} open={at === 0} revoke={revoke} />
          ))}
        </ul>
      )}
      {links.length === 0 && !mayCreate && <p className="text-muted">There is no share link.</p>}
      {mayCreate && <CreateLinkForm resourceId={resourceId} shared={shared} create={create} />}
    </div>
  )
}
