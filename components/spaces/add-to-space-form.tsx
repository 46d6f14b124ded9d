import { spacePath } from '@/lib/page-paths'
import type { beginAdding } from '@/lib/sharing/spaces/begin-adding'
import { ResourceFields } from '../sharing/resource-fields'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'

type Props = Awaited<ReturnType<typeof beginAdding>> & { add: FormAction }

/** One more file, link or page for a space. Who may open it is settled by the space. */
export function AddToSpaceForm({ add, spaceId, kind, fileLimit }: Props) {
  return (
    <ActionForm action={add} className="max-w-guest gap-8!" label="Add to the space">
      <input type="hidden" name="spaceId" value={spaceId} />
      <ResourceFields kind={kind} fileLimit={fileLimit} spaceId={spaceId} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Adding">Add</SubmitButton>
        <LinkButton href={spacePath(spaceId)} variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  )
}
