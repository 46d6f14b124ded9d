import { leaveFor } from '../keeping/leaving'

/** Where signing out is posted to: what is found by it leads to no page. */
export const SIGN_OUT = '/account/sign-out'

/** Goes to a page by `push`, or signs out as the account menu does; asks first where something half-written would be lost. */
export function goTo(href: string, push: (href: string) => void) {
  leaveFor(() => (href === SIGN_OUT ? postTo(href) : push(href)))
}

function postTo(path: string) {
  const form = document.body.appendChild(document.createElement('form'))
  form.method = 'post'
  form.action = path
  form.requestSubmit()
}
