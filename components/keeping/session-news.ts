const SIGNED_IN_AGAIN = 'foyer-signed-in-again'

/** Tells this page that its own person has signed in in another tab. */
export const tellSignedInAgain = () => void window.dispatchEvent(new Event(SIGNED_IN_AGAIN))

/** Listens for it until what it answers is called. */
export function onSignedInAgain(then: () => void) {
  window.addEventListener(SIGNED_IN_AGAIN, then)
  return () => window.removeEventListener(SIGNED_IN_AGAIN, then)
}
