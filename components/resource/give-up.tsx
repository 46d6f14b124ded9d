import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'

/** Leads back to the inbox, where it can be undone. */
export function GiveUp({ grant, giveUp }: { grant: { id: string; undoSeconds: number }; giveUp: FormAction }) {
  return (
    <ActionForm action={giveUp} className="mt-12 border-t border-line pt-4">
      <input type="hidden" name="grantId" value={grant.id} />
      <p className="flex flex-wrap items-center justify-between gap-x-4 text-small text-muted">
        No longer needed? You can let it go; you have {grant.undoSeconds} seconds to undo it.
        <SubmitButton variant="quiet" size="small" className="-mx-3" pendingLabel="Giving up…">
          Give up access
        </SubmitButton>
      </p>
    </ActionForm>
  )
}
