import type { ResourceKind } from '@/lib/sharing/kinds'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { InvitationFields } from './invitation-fields'
import { ResourceFields } from './resource-fields'

type Props = { share: FormAction; kind: ResourceKind; fileLimit: number }

export function NewShareForm({ share, kind, fileLimit }: Props) {
  return (
    <ActionForm action={share} className="max-w-guest gap-8!" label="New share">
      <ResourceFields kind={kind} fileLimit={fileLimit} />
      <div className="flex flex-col gap-5 border-t border-line pt-8">
        <InvitationFields optional />
      </div>
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Sharing">Share</SubmitButton>
        <LinkButton href="/shares" variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  )
}
