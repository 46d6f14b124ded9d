import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

/** For a link "This was me" that lets nobody in. It says the same whatever was or was not there once. */
export function NobodyLetIn() {
  return (
    <>
      <PageHeader
        title="This link lets nobody in"
        description="It works once, for 24 hours: take the one in the newest mail from us, copied whole."
      />
      <LinkButton href="/sign-in" variant="primary">
        Sign in
      </LinkButton>
    </>
  )
}
