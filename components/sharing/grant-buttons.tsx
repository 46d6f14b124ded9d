import type { PersonRow } from '@/lib/sharing/list-people'
import { RefreshAfter } from '../inbox/refresh-after'
import { ButtonForm } from '../people/button-form'
import { UndoUntil } from '../ui/undo-until'
import { ChangeGrantDialog } from './change-grant-dialog'
import type { PeopleActions } from './people-actions'

type Props = { row: PersonRow; mine: boolean; actions: PeopleActions }

/** What can be done with one person's access. Who revoked it can undo that on the spot for a moment. */
export function GrantButtons({ row, mine, actions }: Props) {
  const { grantId, person, status, mail, undo } = row
  const fields = { grantId }
  const resends = mine && (status === 'pending' || mail?.state === 'failed' || mail?.state === 'maybe-sent')
  const ended = undo !== null || status === 'given-up'
  return (
    <span className="inline-flex flex-wrap items-center gap-1 sm:not-has-[>form_[role=alert]]:flex-nowrap sm:justify-end [&>form_[role=alert]]:max-w-64 [&>form_[role=alert]]:text-left [&>form_[role=alert]]:whitespace-normal">
      {!ended && resends && (
        <ButtonForm
          action={actions.resend}
          fields={fields}
          variant="quiet"
          label={`Send ${person.address} the invitation again`}
          pendingLabel="Sending"
        >
          Resend
        </ButtonForm>
      )}
      {!ended && <ChangeGrantDialog row={row} change={actions.change} />}
      {/* One place for both, so that the focus stays where it was. */}
      <ButtonForm
        action={undo ? actions.restore : actions.revoke}
        fields={fields}
        variant="quiet"
        label={undo ? `Undo revoking access of ${person.address}` : `Revoke access of ${person.address}`}
        pendingLabel={undo ? 'Undoing' : 'Revoking'}
      >
        {undo ? 'Undo' : 'Revoke'}
      </ButtonForm>
      {undo && <UndoUntil at={undo.until} />}
      {undo && <RefreshAfter seconds={undo.seconds} />}
    </span>
  )
}
