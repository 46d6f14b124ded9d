import { Link } from '../ui/link'
import type { ReactNode } from 'react'
import { personPath } from '@/lib/page-paths'
import type { PersonView } from '@/lib/people/get-person'
import { Trail } from '../audit/trail'
import { Banner } from '../ui/banner'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { Pagination } from '../ui/pagination'
import { GuestMark } from '../ui/person-name'
import { Section } from '../ui/section'
import { Time } from '../ui/time'
import { BlockButton } from './guests-table'
import { ButtonForm } from './button-form'
import { MemberButtons, type MemberActions } from './member-buttons'
import { PersonFactors } from './person-factors'
import { PersonFacts } from './person-facts'
import { PersonGrants } from './person-grants'
import { PersonShares } from './person-shares'
import { PersonSessions } from './person-sessions'
import { RemoveGuest } from './remove-guest'
import { AdministratorChip, StateChip } from './state-chip'
import { WhileDisabled } from './what-hangs'

export type PersonActions = MemberActions &
  Record<
    | 'block'
    | 'unblock'
    | 'remove'
    | 'endSessions'
    | 'revoke'
    | 'restore'
    | 'resetFactors'
    | 'completeFactorReset'
    | 'withdrawFactorReset',
    FormAction
  >

/** A person as an administrator sees them: who it is, what they can open, where they are signed in, what happened. */
export function PersonPage({
  view,
  children,
  actions,
}: {
  view: PersonView
  /** What else is known of them: reviews, terms. */ children: ReactNode
  actions: PersonActions
}) {
  const { person, state, grants, sessions, history } = view
  return (
    <>
      <PageHeader
        title={person.name ?? person.address}
        description={<Who view={view} />}
        action={<Deeds view={view} actions={actions} />}
        back={back[person.kind]}
      />
      {view.removalDueAt && (
        <div className="mb-6">
          <Banner tone="warning">
            Denied by an access review. Will be removed on <Time value={view.removalDueAt} mode="datetime" /> unless
            unblocked.
          </Banner>
        </div>
      )}
      {person.kind === 'guest' && state === 'removed' && view.since.blockedAt && (
        <div className="mb-6">
          <Banner tone="warning">
            Removed, and blocked before that: nobody can invite them again until you unblock them.
          </Banner>
        </div>
      )}
      {person.kind === 'member' && state === 'blocked' && <WhileDisabled hanging={view.hanging} />}
      <PersonFacts view={view} />
      <Section
        title="Can open"
        description={state === 'blocked' ? 'Nothing of this opens while they are shut out.' : undefined}
      >
        {grants.total > 0 ? (
          <div className="flex flex-col gap-4">
            <PersonGrants
              principalId={person.id}
              grants={grants.rows}
              revoke={actions.revoke}
              restore={actions.restore}
            />
            <Pagination
              {...grants}
              noun={['grant', 'grants']}
              href={(page) => `${personPath(person.id)}?page=${page}`}
            />
          </div>
        ) : (
          <p className="text-muted">Nothing is shared with them now.</p>
        )}
      </Section>
      {view.shares && view.shares.total > 0 && <PersonShares principalId={person.id} shares={view.shares} />}
      <Section title="Signed in" action={sessions.length > 1 && <EndAll view={view} action={actions.endSessions} />}>
        {sessions.length > 0 ? (
          <PersonSessions principalId={person.id} sessions={sessions} end={actions.endSessions} />
        ) : (
          <p className="text-muted">Nowhere now.</p>
        )}
      </Section>
      <PersonFactors view={view} actions={actions} />
      {children}
      <Section title="What happened" action={<TrailLink address={person.address} />}>
        {history.length > 0 ? (
          <Trail events={history} label="What happened" />
        ) : (
          <p className="text-muted">Nothing yet.</p>
        )}
      </Section>
    </>
  )
}

const back = {
  guest: { href: '/admin/people', label: 'Guests' },
  member: { href: '/admin/people/members', label: 'Members' },
}

const Who = ({ view: { person, state } }: { view: PersonView }) => (
  <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
    {person.name && <span className="wrap-anywhere">{person.address}</span>}
    {person.kind === 'guest' && <GuestMark />}
    <StateChip state={state} kind={person.kind} />
    {person.administrator && <AdministratorChip />}
  </span>
)

function Deeds({
  view: { person, state, since, mayDisable, own, hanging, grants, sessions, invitations },
  actions,
}: {
  view: PersonView
  actions: PersonActions
}) {
  if (state === 'removed')
    return (
      person.kind === 'guest' && (
        <BlockButton
          guest={{ ...person, state, blocked: since.blockedAt !== null }}
          block={actions.block}
          unblock={actions.unblock}
        />
      )
    )
  if (person.kind === 'member')
    return <MemberButtons member={{ ...person, state, mayDisable, own, hanging }} actions={actions} />
  return (
    <div className="flex flex-wrap gap-2">
      <BlockButton
        guest={{ ...person, state, blocked: state === 'blocked' }}
        block={actions.block}
        unblock={actions.unblock}
      />
      <RemoveGuest
        guest={person}
        grants={grants.total}
        sessions={sessions.length}
        invitations={invitations}
        remove={actions.remove}
      />
    </div>
  )
}

const EndAll = ({ view: { person }, action }: { view: PersonView; action: FormAction }) => (
  <ButtonForm
    action={action}
    fields={{ principalId: person.id }}
    label={`End all sessions of ${person.address}`}
    pendingLabel="Ending"
  >
    End all sessions
  </ButtonForm>
)

const TrailLink = ({ address }: { address: string }) => (
  <Link
    href={`/admin/audit?person=${encodeURIComponent(address)}`}
    className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4"
  >
    The whole trail
  </Link>
)
