'use client'
import type { Outcome } from '@/lib/invitations/invite-addressees'
import type { Shareable } from '@/lib/sharing/roles'
import { ActionForm } from '../ui/action-form'
import type { FormAction, FormState } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { InvitationFields } from './invitation-fields'

const words: Record<Outcome['outcome'], string> = {
  granted: 'can open it now.',
  invited: 'has an invitation in the mail.',
  already: 'has access already; nothing changed.',
}

/** More people for a share. Says of every address what came of it. */
export function AddPeopleForm({ resourceId, shared, add }: { resourceId: string; shared: Shareable; add: FormAction }) {
  return (
    <ActionForm action={add} label="Add people" clear>
      {(state) => (
        <>
          <Outcomes state={state} />
          <input type="hidden" name="resourceId" value={resourceId} />
          <InvitationFields shared={shared} />
          <SubmitButton pendingLabel="Adding">Add people</SubmitButton>
        </>
      )}
    </ActionForm>
  )
}

function Outcomes({ state }: { state: FormState }) {
  const outcomes = state.status === 'done' ? (state.result as { outcomes: Outcome[] }).outcomes : []
  return (
    <div role="status" className="contents">
      {outcomes.length > 0 && (
        <ul className="flex flex-col gap-1 rounded bg-accent-tint px-4 py-3 text-accent">
          {outcomes.map(({ address, outcome }) => (
            <li key={address}>
              <strong className="font-semibold wrap-anywhere">{address}</strong> {words[outcome]}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
