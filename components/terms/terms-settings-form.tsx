import { documentPath } from '@/lib/page-paths'
import type { getTermsSettings } from '@/lib/terms/administering/get-terms-form'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { TermsFields } from './terms-fields'

type Props = { terms: Awaited<ReturnType<typeof getTermsSettings>>; change: FormAction }

export function TermsSettingsForm({ terms: { documentId, revision, ...kept }, change }: Props) {
  return (
    <ActionForm action={change} className="max-w-guest" label="Name and asking again">
      <input type="hidden" name="documentId" value={documentId} />
      <input type="hidden" name="revision" value={revision} />
      <TermsFields {...kept} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Saving">Save</SubmitButton>
        <LinkButton href={documentPath(documentId)} variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  )
}
