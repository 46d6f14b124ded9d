import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

/** For a set-up link that was used, or never was one. */
export function UsedSetUp() {
  return (
    <>
      <PageHeader
        title="This link sets up nothing"
        description="It works once, and only whole. If Foyer has been set up already, sign in; its administrators can add you."
      />
      <LinkButton href="/sign-in" variant="primary">
        Sign in
      </LinkButton>
    </>
  )
}
