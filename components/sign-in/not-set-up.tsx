import { PageHeader } from '../ui/page-header'

/** What the door says before the organization has moved in. */
export function NotSetUp() {
  return (
    <PageHeader
      title="Not set up yet"
      description="Whoever started this Foyer sets it up first: the link for it was printed where it was started."
    />
  )
}
