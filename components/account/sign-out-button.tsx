import { Button } from '../ui/button'

/** A plain form, so that the whole page goes, and what the browser kept of it. */
export function SignOutButton() {
  return (
    <form method="post" action="/account/sign-out">
      <Button type="submit">Sign out</Button>
    </form>
  )
}
