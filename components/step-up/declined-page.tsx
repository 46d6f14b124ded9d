import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'

/** For whoever declined terms: they are out, and the way back. */
export function DeclinedPage() {
  return (
    <>
      <PageHeader
        title="You declined, and you are signed out"
        description="Nothing that these terms stand before opens for you. If you change your mind, open the link in your mail again, or sign in: you will be asked once more."
      />
      <LinkButton href="/sign-in">Sign in</LinkButton>
    </>
  )
}
