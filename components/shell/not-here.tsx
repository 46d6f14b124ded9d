import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

/** What is not here, or not for this person to see: inside the shell they know, with the way on. */
export function NotHere() {
  return (
    <>
      <PageHeader
        title="This is not here"
        description="It may have been removed, or it is shared with another address than yours. The person who sent you here can say which."
      />
      <LinkButton href="/" variant="primary">
        Go to the start
      </LinkButton>
    </>
  )
}
