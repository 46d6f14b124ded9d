import type { RefusalView } from '@/lib/identity/step-up/get-refusal'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

/** Says nothing of what stands in the way: only how to ask. */
export function RefusedPage({ refusal: { reference } }: { refusal: RefusalView }) {
  return (
    <>
      <PageHeader title="You can’t open this right now" description="Ask the person who shared it with you, or an administrator, and give them this reference." />
      <p className="mb-8 font-mono text-title">{reference}</p>
      <LinkButton href="/" variant="primary">
        Go to the start
      </LinkButton>
    </>
  )
}
