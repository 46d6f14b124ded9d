import type { ReactNode } from 'react'
import { editPath, spacePath } from '@/lib/page-paths'
import type { listHappenings } from '@/lib/sharing/list-happenings'
import type { ShareView } from '@/lib/sharing/get-share'
import type { listPeople } from '@/lib/sharing/list-people'
import type { ShareLinkRow } from '@/lib/sharing/list-share-links'
import type { listVersions } from '@/lib/sharing/versions/list-versions'
import { DialogButton } from '../ui/dialog-button'
import { EmptyState } from '../ui/empty-state'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Section } from '../ui/section'
import { AddPeopleForm } from './add-people-form'
import { DeleteShare } from './delete-share'
import { NameManager } from './name-manager'
import { People } from './people'
import { ShareFacts } from './share-facts'
import { ShareLabel } from './share-label'
import { SharePlace } from './share-place'
import { ShareLinks } from './share-links'
import { Timeline } from './timeline'
import { Versions } from './versions'

type ActionName =
  | 'add'
  | 'resend'
  | 'change'
  | 'revoke'
  | 'restore'
  | 'createLink'
  | 'revokeLink'
  | 'label'
  | 'remove'
  | 'nameManager'
  | 'putIntoSpace'
  | 'takeOut'
  | 'newVersion'
  | 'toVersion'
  | 'dropVersion'

type Props = {
  share: ShareView
  people: Awaited<ReturnType<typeof listPeople>>
  links: ShareLinkRow[]
  /** Null: it is a link, or not the reader's to change. */
  versions: Awaited<ReturnType<typeof listVersions>> | null
  past: Awaited<ReturnType<typeof listHappenings>>
  /** What access reviews have asked about it. */
  reviews: ReactNode
  actions: Record<ActionName, FormAction>
}

/** One share for whoever shares or governs it: what it is, who can open it, what happened. */
export function SharePage({ share, people, links, versions, past, reviews, actions }: Props) {
  const { resourceId, title, mine, shared } = share
  return (
    <>
      <PageHeader
        title={title}
        back={backFrom(share)}
        description={<ShareFacts share={share} />}
        action={
          <div className="flex flex-wrap gap-2">
            {share.may.change && (
              <LinkButton href={editPath(resourceId)} variant="secondary">
                Edit
              </LinkButton>
            )}
            {share.may.invite && <AddPeople resourceId={resourceId} shared={shared} add={actions.add} />}
          </div>
        }
      />
      {share.unmanaged && <NameManager spaceId={resourceId} name={actions.nameManager} />}
      <People
        resourceId={resourceId}
        view={people}
        mine={mine}
        actions={actions}
        nobody={share.space && <ThroughSpace space={share.space} />}
      />
      <Section
        title="Share links"
        description="One link for many people: each proves an address first, and you see who came."
      >
        <ShareLinks
          resourceId={resourceId}
          shared={shared}
          links={links}
          mayCreate={share.may.createLink}
          create={actions.createLink}
          revoke={actions.revokeLink}
        />
      </Section>
      {versions && <Versions share={share} versions={versions} actions={actions} />}
      {share.may.label && share.labels.length > 0 && (
        <Section
          title="Sensitivity"
          description="Policies of your organization may ask more of people who open what is sensitive."
        >
          <ShareLabel share={share} label={actions.label} />
        </Section>
      )}
      {share.may.move && (share.space || share.places.length > 0) && (
        <Section title="Space" id="space">
          <SharePlace share={share} putIntoSpace={actions.putIntoSpace} takeOut={actions.takeOut} />
        </Section>
      )}
      {reviews}
      <Section title="What happened" id="past">
        <Timeline resourceId={resourceId} past={past} />
      </Section>
      {share.may.delete && (
        <Section title="Stop sharing this">
          <DeleteShare share={share} remove={actions.remove} />
        </Section>
      )}
    </>
  )
}

/** Leads back to where its reader comes from: the space that it is, or is in, to those who manage that. */
function backFrom({ resourceId, kind, title, mine, space }: ShareView) {
  if (!mine) return { href: '/admin/people', label: 'People' }
  if (kind === 'space') return { href: spacePath(resourceId), label: title }
  return space ? { href: spacePath(space.id), label: space.title } : { href: '/shares', label: 'Shared by me' }
}

const ThroughSpace = ({ space }: { space: NonNullable<ShareView['space']> }) => (
  <EmptyState title="Nobody holds it by itself.">
    Everybody in <bdi>{space.title}</bdi> can open it. What they may do there is settled in the space.
  </EmptyState>
)

const AddPeople = ({
  resourceId,
  shared,
  add,
}: {
  resourceId: string
  shared: ShareView['shared']
  add: FormAction
}) => (
  <DialogButton label="Add people" variant="primary">
    <AddPeopleForm resourceId={resourceId} shared={shared} add={add} />
  </DialogButton>
)
