import { documentPath } from '@/lib/page-paths'
import type { beginVersion } from '@/lib/terms/administering/get-terms-form'
import { ActionForm } from '../ui/action-form'
import { Checkbox } from '../ui/checkbox'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { TextArea } from '../ui/text-area'
import { TextsFields } from './texts-fields'

type Props = { begun: Awaited<ReturnType<typeof beginVersion>>; renew: FormAction }

export function NewVersionForm({ begun, renew }: Props) {
  const { documentId, revision } = begun
  return (
    <ActionForm action={renew} className="max-w-guest gap-8!" label="New version">
      <input type="hidden" name="documentId" value={documentId} />
      <input type="hidden" name="revision" value={revision} />
      <div className="flex flex-col gap-5">
        <Checkbox
          name="reaccept"
          label="Ask everybody again"
          hint="Whoever accepted an earlier version is asked at their next request. Leave it out for a mended typo or one more language."
        />
        <TextArea
          name="changes"
          label="What is new"
          rows={2}
          draft
          maxLength={500}
          hint="A sentence for whoever accepted before."
        />
      </div>
      <TextsFields {...begun} />
      <div className="flex flex-wrap gap-2 border-t border-line pt-6">
        <SubmitButton pendingLabel="Saving">{`Put version ${revision + 1} in force`}</SubmitButton>
        <LinkButton href={documentPath(documentId)} variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  )
}
