import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

/** The same for what ended, what never was, and what is somebody else's. */
export function Gone() {
  return (
    <>
      <PageHeader
        title="This is not here any more, or not yours"
        description="Access may have ended, or it was shared with another address. The person who shared it can tell you, and share it again."
      />
      <LinkButton href="/shared-with-me" variant="primary">
        See what is shared with you
      </LinkButton>
    </>
  )
}
