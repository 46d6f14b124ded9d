import type { ThingKind } from '@/lib/resource-kinds'
import type { LabelChoice } from '@/lib/sharing/labels'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { InvitationFields } from './invitation-fields'
import { LabelField } from './label-field'
import { ResourceFields } from './resource-fields'

type Props = { share: FormAction; kind: ThingKind; fileLimit: number; labels: LabelChoice[] }

export function NewShareForm({ share, kind, fileLimit, labels }: Props) {
  return (
    <ActionForm action={share} className="group/share max-w-guest gap-8!" label="New share">
      <ResourceFields kind={kind} fileLimit={fileLimit} />
      {labels.length > 0 && (
        <LabelField
          labels={labels}
          hint="How sensitive it is. Your organization may ask more of people before they open it."
        />
      )}
      <div className="flex flex-col gap-5 border-t border-line pt-8">
        <InvitationFields shared={null} optional />
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
