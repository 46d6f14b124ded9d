import { myGuestPath } from '@/lib/page-paths'
import type { MyGuestView } from '@/lib/people/guests/get-my-guest'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { Pagination } from '../ui/pagination'
import { GuestMark } from '../ui/person-name'
import { Section } from '../ui/section'
import { PersonGrants } from './person-grants'
import { StateChip } from './state-chip'

type Props = { view: MyGuestView; revoke: FormAction; restore: FormAction }

/** A guest as a member sees them who shares with them. */
export function MyGuestPage({ view: { person, state, grants }, revoke, restore }: Props) {
  return (
    <>
      <PageHeader
        title={person.name ?? person.address}
        back={{ href: '/guests', label: 'My guests' }}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            {person.name && <span className="wrap-anywhere">{person.address}</span>}
            <GuestMark />
            <StateChip state={state} kind="guest" />
          </span>
        }
      />
      <Section title="Can open" description={state === 'blocked' ? shutOut : undefined}>
        {grants.total > 0 ? (
          <div className="flex flex-col gap-4">
            <PersonGrants
              principalId={person.id}
              grants={grants.rows}
              sharers={false}
              revoke={revoke}
              restore={restore}
            />
            <Pagination
              {...grants}
              noun={['grant', 'grants']}
              href={(page) => `${myGuestPath(person.id)}?page=${page}`}
            />
          </div>
        ) : (
          <p className="text-muted">You share nothing with them now.</p>
        )}
      </Section>
    </>
  )
}

const shutOut = 'An administrator has blocked them: nothing of this opens until they are unblocked.'
