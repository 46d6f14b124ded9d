import { Link } from '../ui/link'
import type { ReactNode } from 'react'
import { personPath } from '@/lib/page-paths'
import type { PersonView } from '@/lib/people/get-person'
import { Time } from '../ui/time'

/** Since when the person is here, and through whom. */
export function PersonFacts({
  view: { person, sponsor, since, resources, shares, invitations },
}: {
  view: PersonView
}) {
  const guest = person.kind === 'guest'
  return (
    <dl className="grid grid-cols-2 gap-x-10 gap-y-4 lg:grid-cols-4">
      {guest && <Fact term="Invited by">{sponsor ? <PersonLink person={sponsor} /> : 'Nobody who is still here'}</Fact>}
      <Fact term={guest ? 'Invited' : 'Added'}>
        <Time value={since.invitedAt ?? since.createdAt} />
        {!guest && since.createdBy && (
          <>
            {' by '}
            <PersonLink person={since.createdBy} />
          </>
        )}
      </Fact>
      <Fact term="First code">{since.provenAt ? <Time value={since.provenAt} /> : 'Not yet'}</Fact>
      {guest && (
        <Fact term="Accepted">
          {since.acceptedAt ? <Time value={since.acceptedAt} /> : openInvitations(invitations)}
        </Fact>
      )}
      {!guest && (
        <Fact term="Shares">
          {resources === 0 ? 'Nothing now' : shares ? <Shares resources={resources} /> : resources.toLocaleString('en')}
        </Fact>
      )}
      {since.blockedAt && (
        <Fact term={guest ? 'Blocked' : 'Disabled'}>
          <Time value={since.blockedAt} />
        </Fact>
      )}
      {since.removedAt && (
        <Fact term="Removed">
          <Time value={since.removedAt} />
        </Fact>
      )}
    </dl>
  )
}

const openInvitations = (count: number) =>
  count === 0
    ? 'No invitation is open'
    : count === 1
      ? 'Not yet, 1 invitation is open'
      : `Not yet, ${count} invitations are open`

const Shares = ({ resources }: { resources: number }) => (
  <a href="#shares" className="-my-2.5 inline-block py-2.5 underline underline-offset-4">
    {resources.toLocaleString('en')}
  </a>
)

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="flex flex-col">
    <dt className="text-small text-muted">{term}</dt>
    <dd>{children}</dd>
  </div>
)

const PersonLink = ({ person }: { person: { id: string; name: string | null; address: string } }) => (
  <Link href={personPath(person.id)} className="-my-2.5 inline-block py-2.5 underline underline-offset-4">
    <bdi>{person.name ?? person.address}</bdi>
  </Link>
)
