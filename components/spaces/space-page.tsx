import type { ReactNode } from 'react'
import { editPath, sharePath, spacePath } from '@/lib/page-paths'
import type { listPeople } from '@/lib/sharing/list-people'
import type { SpaceView } from '@/lib/sharing/spaces/get-space'
import { GiveUp } from '../resource/give-up'
import { Terms } from '../resource/terms'
import { AddPeopleForm } from '../sharing/add-people-form'
import { People } from '../sharing/people'
import type { PeopleActions } from '../sharing/people-actions'
import { Banner } from '../ui/banner'
import { DialogButton } from '../ui/dialog-button'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Contents } from './contents'

type Props = {
  space: SpaceView
  /** Null: the reader does not manage the space. */
  people: Awaited<ReturnType<typeof listPeople>> | null
  /** What has to be accepted before the contents. */
  statement: ReactNode
  actions: PeopleActions & Record<'add' | 'giveUp', FormAction>
}

/** A space for everybody who is in it: what it holds, and for those who manage it who else is in it. */
export function SpacePage({ space, people, statement, actions }: Props) {
  const { spaceId, title, note, grant, contents } = space
  return (
    <>
      <PageHeader
        title={title}
        back={
          space.member ? { href: '/spaces', label: 'Spaces' } : { href: '/shared-with-me', label: 'Shared with me' }
        }
        description={<About space={space} note={note} />}
        action={space.may.manage && <ForManagers spaceId={spaceId} actions={actions} />}
      />
      {space.alone && (
        <div className="mb-8">
          <Banner>
            You alone manage this space. Let another member of your organization manage it, too, so that it goes on when
            you are away.
          </Banner>
        </div>
      )}
      {contents ? <Contents space={space} contents={contents} /> : statement}
      {people && (
        <People
          resourceId={spaceId}
          view={people}
          mine
          actions={actions}
          place={{ path: spacePath(spaceId), search: 'who', page: 'people', hash: '#people' }}
        />
      )}
      {people === null && grant && <GiveUp grant={grant} giveUp={actions.giveUp} />}
    </>
  )
}

const About = ({ space, note }: { space: SpaceView; note: string | null }) => (
  <div className="flex flex-col gap-2">
    <Terms resource={space} />
    {note && (
      <p dir="auto" className="max-w-prose wrap-anywhere whitespace-pre-line text-ink">
        {note}
      </p>
    )}
  </div>
)

const ForManagers = ({ spaceId, actions }: { spaceId: string; actions: { add: FormAction } }) => (
  <div className="flex flex-wrap gap-2">
    <LinkButton href={sharePath(spaceId)} variant="quiet">
      Links and history
    </LinkButton>
    <LinkButton href={editPath(spaceId)} variant="secondary">
      Edit
    </LinkButton>
    <DialogButton label="Add people" variant="primary">
      <AddPeopleForm resourceId={spaceId} shared={{ kind: 'space', shown: true }} add={actions.add} />
    </DialogButton>
  </div>
)
