import type { beginTerms } from '@/lib/terms/administering/get-terms-form'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { TermsFields } from './terms-fields'
import { TextsFields } from './texts-fields'

type Props = { begun: Awaited<ReturnType<typeof beginTerms>>; create: FormAction }

export function NewTermsForm({ begun, create }: Props) {
  return (
    <ActionForm action={create} className="max-w-guest gap-8!" label="New document">
      <TermsFields />
      <TextsFields {...begun} />
      <div className="flex flex-wrap gap-2 border-t border-line pt-6">
        <SubmitButton pendingLabel="Saving">Save document</SubmitButton>
        <LinkButton href="/admin/terms" variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  )
}
