import type { ReactNode } from 'react'
import { editPath, sharePath, spacePath, spaceSettingsPath } from '@/lib/page-paths'
import type { listPeople } from '@/lib/sharing/list-people'
import type { SpaceView } from '@/lib/sharing/spaces/get-space'
import { GiveUp } from '../resource/give-up'
import { Terms } from '../resource/terms'
import { AddPeopleForm } from '../sharing/add-people-form'
import { People } from '../sharing/people'
import type { PeopleActions } from '../sharing/people-actions'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import { Day } from '../ui/day'
import { KeptCheckbox } from '../ui/kept-checkbox'
import { SubmitButton } from '../ui/submit-button'
import { DialogButton } from '../ui/dialog-button'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Company } from './company'
import { Contents } from './contents'
import type { FolderActions } from './folder-actions'

type Props = {
  space: SpaceView
  /** Null: the reader does not manage the space. */
  people: Awaited<ReturnType<typeof listPeople>> | null
  /** What has to be accepted before the contents. */
  statement: ReactNode
  actions: PeopleActions & Record<'add' | 'giveUp' | 'meet', FormAction>
  folders: FolderActions
}

/** A space for everybody who is in it: what it holds, and for those who manage it who else is in it. */
export function SpacePage({ space, people, statement, actions, folders }: Props) {
  const { spaceId, title, note, grant, contents } = space
  return (
    <>
      <PageHeader
        title={title}
        back={
          space.member ? { href: '/spaces', label: 'Spaces' } : { href: '/shared-with-me', label: 'Shared with me' }
        }
        description={<About space={space} note={note} />}
        action={space.may.manage && <ForManagers space={space} actions={actions} />}
      />
      <Bands space={space} />
      {contents ? <Contents space={space} contents={contents} actions={folders} /> : statement}
      {people && (
        <People
          resourceId={spaceId}
          view={people}
          mine
          actions={actions}
          place={{ path: spacePath(spaceId), search: 'who', page: 'people', hash: '#people' }}
        />
      )}
      {space.may.change && <GuestsMeet space={space} meet={actions.meet} />}
      {space.company && <Company company={space.company} />}
      {people === null && grant && <GiveUp grant={grant} giveUp={actions.giveUp} />}
    </>
  )
}

/** What everybody, or those who manage it, should know before they begin. */
function Bands({ space: { archivedAt, over, alone, may } }: { space: SpaceView }) {
  if (!archivedAt && !alone && !(over && may.manage)) return null
  return (
    <div className="mb-8 flex flex-col gap-3">
      {archivedAt && (
        <Banner>
          This space was archived on <Day value={archivedAt} />: it can be read, and nothing in it can be changed.
        </Banner>
      )}
      {over && may.manage && (
        <Banner>This space has ended for guests: none of them can open it. Move the day in its settings.</Banner>
      )}
      {alone && (
        <Banner>
          You alone manage this space. Let another member of your organization manage it, too, so that it goes on when
          you are away.
        </Banner>
      )}
    </div>
  )
}

const GuestsMeet = ({ space: { spaceId, guestsMeet }, meet }: { space: SpaceView; meet: FormAction }) => (
  <ActionForm action={meet} className="mt-6 max-w-prose" label="Guests">
    <input type="hidden" name="spaceId" value={spaceId} />
    <KeptCheckbox
      name="guestsMeet"
      label="Guests see each other"
      hint="Else a guest sees the members of your organization and no other guest: what another guest added is there without a name."
      ticked={guestsMeet}
    />
    <div>
      <SubmitButton variant="secondary" pendingLabel="Saving">
        Save
      </SubmitButton>
    </div>
  </ActionForm>
)

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

const ForManagers = ({ space: { spaceId, may }, actions }: { space: SpaceView; actions: { add: FormAction } }) => (
  <div className="flex flex-wrap gap-2">
    <LinkButton href={sharePath(spaceId)} variant="quiet">
      Links and history
    </LinkButton>
    {may.change && (
      <LinkButton href={spaceSettingsPath(spaceId)} variant="quiet">
        Settings
      </LinkButton>
    )}
    {may.edit && (
      <LinkButton href={editPath(spaceId)} variant="secondary">
        Edit
      </LinkButton>
    )}
    <DialogButton label="Add people" variant="primary">
      <AddPeopleForm resourceId={spaceId} shared={{ kind: 'space', shown: true }} add={actions.add} />
    </DialogButton>
  </div>
)
