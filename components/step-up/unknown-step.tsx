import { PageHeader } from '../ui/page-header'

/** Asked for by a policy, and not to be had: nothing opens until an administrator has looked. */
export function UnknownStep({ reference }: { reference: string }) {
  return (
    <PageHeader
      title="This can’t be opened right now"
      description={`Ask the person who shared it with you, and give them this reference: ${reference}`}
    />
  )
}
