import { MonitorCheck } from 'lucide-react'
import type { SessionView } from '@/lib/identity/sessions/list-sessions'
import { ActionForm } from '../ui/action-form'
import { Chip } from '../ui/chip'
import { type Column, DataTable } from '../ui/data-table'
import type { FormAction } from '../ui/form-state'
import { Section } from '../ui/section'
import { SubmitButton } from '../ui/submit-button'
import { Time } from '../ui/time'
import { EndOthers } from './end-others'
import { SignOutButton } from './sign-out-button'

type Props = { sessions: SessionView[]; end: FormAction; endOthers: FormAction }

/** Where one is signed in, and the ways out. */
export function SessionList({ sessions, end, endOthers }: Props) {
  return (
    <Section
      title="Where you are signed in"
      description="A session ends 24 hours after its code was typed, whatever you do in it."
    >
      <DataTable label="Sessions" columns={columns(end)} rows={sessions} rowKey={({ id }) => id} />
      <div className="mt-6 flex flex-wrap items-start gap-3">
        <SignOutButton />
        <EndOthers action={endOthers} />
      </div>
    </Section>
  )
}

const columns = (end: FormAction): Column<SessionView>[] => [
  { key: 'browser', header: 'Browser', cell: ({ browser }) => browser, className: 'whitespace-normal' },
  {
    key: 'networkAddress',
    header: 'Network address',
    cell: ({ networkAddress }) => <span className="font-mono text-small">{networkAddress}</span>,
  },
  { key: 'startedAt', header: 'Signed in', cell: ({ startedAt }) => <Time value={startedAt} /> },
  { key: 'expiresAt', header: 'Ends', cell: ({ expiresAt }) => <Time value={expiresAt} /> },
  { key: 'end', header: 'End', headerHidden: true, cell: (session) => <End session={session} end={end} /> },
]

function End({ session, end }: { session: SessionView; end: FormAction }) {
  if (session.current)
    return (
      <Chip icon={<MonitorCheck />} tone="accent">
        This browser
      </Chip>
    )
  return (
    <ActionForm action={end} inline>
      <input type="hidden" name="sessionId" value={session.id} />
      <SubmitButton variant="quiet" size="small" aria-label={`End the session in ${session.browser}`}>
        End
      </SubmitButton>
    </ActionForm>
  )
}
