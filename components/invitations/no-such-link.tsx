import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

/** For a link that leads nowhere. It says the same whatever was or was not there once. */
export function NoSuchLink() {
  return (
    <>
      <PageHeader
        title="This link leads nowhere"
        description="Part of it may be missing: try the one in the mail again, or copy it whole. Whoever sent it to you can send a new one."
      />
      <LinkButton href="/sign-in" variant="primary">
        See what is shared with you
      </LinkButton>
    </>
  )
}
