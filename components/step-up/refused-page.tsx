'use client'
import type { RefusalView } from '@/lib/identity/step-up/get-refusal'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'
import { TextArea } from '../ui/text-area'

/** Says nothing of what stands in the way: only that it is so for now, and how to ask. */
export function RefusedPage({ refusal: { reference }, ask }: { refusal: RefusalView; ask: FormAction }) {
  return (
    <>
      <PageHeader
        title="You can’t open this right now"
        description="It may open another time, or from somewhere else. If you need it, ask: whoever answers can look this reference up."
      />
      <dl className="mb-8">
        <dt className="text-small text-muted">Reference</dt>
        <dd className="font-mono text-title">{reference}</dd>
      </dl>
      <ActionForm action={ask} clear>
        {({ status }) => (status === 'done' ? <ToStart /> : <Question reference={reference} />)}
      </ActionForm>
    </>
  )
}

/** Asked once, the answer alone is left to wait for. */
const Question = ({ reference }: Pick<RefusalView, 'reference'>) => (
  <>
    <input type="hidden" name="reference" value={reference} />
    <TextArea
      name="message"
      label="Message"
      hint="If you like: what you need it for, and when."
      maxLength={1000}
      rows={2}
      draft
    />
    <div className="flex flex-wrap gap-3">
      <SubmitButton pendingLabel="Sending…">Ask to be let in</SubmitButton>
      <ToStart />
    </div>
  </>
)

const ToStart = () => (
  <div>
    <LinkButton href="/">Go to the start</LinkButton>
  </div>
)
