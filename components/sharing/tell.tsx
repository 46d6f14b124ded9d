import type { ReactNode } from 'react'
import type { Happening } from '@/lib/sharing/list-happenings'
import { Day } from '../ui/day'
import { isolated } from '@/lib/own-direction'
import { roleInSentence } from '@/lib/role'

type Person = Happening['by']

/** One thing that happened, as a sentence to the person who reads it. */
export const tell = (happening: Happening): ReactNode => sentences[happening.type](happening)

const sentences: Record<Happening['type'], (happening: Happening) => ReactNode> = {
  'resource.created': ({ by }) => `${who(by)} shared this.`,
  'resource.changed': ({ by, parts }) => `${who(by)} changed ${parts ?? 'this'}.`,
  'resource.moved': ({ by, into, from }) =>
    into
      ? `${who(by)} put it into the space ${isolated(into)}.`
      : `${who(by)} took it out of the space ${isolated(from ?? '')}.`,
  'resource.deleted': ({ by }) => `${who(by)} deleted it.`,
  'resource.restored': ({ by }) => `${who(by)} restored it from the trash.`,
  'space.changed': ({ by, endsAt, guestsMeet }) => {
    if (guestsMeet !== null)
      return guestsMeet ? `${who(by)} let its guests see each other.` : `${who(by)} hid its guests from each other.`
    if (!endsAt) return `${who(by)} took the end date for guests off.`
    return (
      <>
        {who(by)} let guests’ access end: <Day value={endsAt} />.
      </>
    )
  },
  'space.archived': ({ by }) => `${who(by)} archived it.`,
  'space.reopened': ({ by }) => `${who(by)} opened it for work again.`,
  'folder.created': ({ by, folder }) => `${who(by)} made the folder ${isolated(folder ?? '')}.`,
  'folder.renamed': ({ by, folder, was }) =>
    `${who(by)} renamed the folder ${isolated(was ?? '')} to ${isolated(folder ?? '')}.`,
  'folder.deleted': ({ by, folder }) => `${who(by)} deleted the folder ${isolated(folder ?? '')}.`,
  'entries.moved': ({ by, entries, into }) =>
    `${who(by)} moved ${entries ?? 'entries'} ${into ? `into the folder ${isolated(into)}` : 'out of all folders'}.`,
  'entries.moved-back': ({ by, entries }) => `${who(by)} moved ${entries ?? 'entries'} back.`,
  'version.added': ({ by, version }) => `${who(by)} put version ${version} in place.`,
  'version.restored': ({ by, version }) => `${who(by)} restored version ${version}.`,
  'version.deleted': ({ by, version }) => `${who(by)} deleted version ${version} for good.`,
  'resource.labeled': ({ by, label }) =>
    label ? `${who(by)} labeled it ${isolated(label)}.` : `${who(by)} took its label off.`,
  'resource.opened': ({ by }) => `${who(by)} opened it.`,
  'resource.downloaded': ({ by }) => `${who(by)} downloaded it.`,
  'download.asked-for': ({ by }) => `${who(by)} asked to be allowed to download it.`,
  'grant.given': ({ by, about, ...terms }) => (
    <>
      {who(by)} gave {whom(about)} access: <Terms {...terms} />.
    </>
  ),
  'grant.changed': ({ by, about, ...terms }) => (
    <>
      {who(by)} changed the access of {whom(about)}: <Terms {...terms} />.
    </>
  ),
  'grant.revoked': ({ by, about }) => `${who(by)} revoked the access of ${whom(about)}.`,
  'grant.restored': ({ by, about }) =>
    about ? `${who(by)} gave ${whom(about)} the access back.` : `${who(by)} took the access back.`,
  'grant.given-up': ({ by }) => `${who(by)} gave up the access.`,
  'invitation.resent': ({ by, about }) => `${who(by)} sent ${whom(about)} the invitation again.`,
  'invitation.redeemed': ({ by }) => `${who(by)} accepted the invitation.`,
  'invitation.asked-for': ({ by, about }) =>
    by
      ? `${who(by)} asked for a new invitation.`
      : `Somebody with the link of ${whom(about)} asked for a new invitation.`,
  'share-link.created': ({ by }) => `${who(by)} created a share link.`,
  'share-link.redeemed': ({ by }) => `${who(by)} came in through a share link.`,
  'share-link.asked-for': ({ by }) =>
    by
      ? `${who(by)} asked for access, by a link that lets nobody in.`
      : 'Somebody who holds a link that lets nobody in asked for access.',
  'share-link.revoked': ({ by }) => `${who(by)} revoked a share link.`,
}

const who = (person: Person) => (person ? (person.mine ? 'You' : isolated(person.name)) : 'Somebody')
const whom = (person: Person) => (person ? (person.mine ? 'you' : isolated(person.name)) : 'somebody')

const Terms = ({ role, endsAt }: Pick<Happening, 'role' | 'endsAt'>) => (
  <>
    {roleInSentence(role ?? 'view')},{' '}
    {endsAt ? (
      <>
        until <Day value={endsAt} />
      </>
    ) : (
      'no end'
    )}
  </>
)
