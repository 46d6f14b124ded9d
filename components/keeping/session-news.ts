const SIGNED_IN_AGAIN = 'foyer-signed-in-again'
const CHANGED = 'foyer-changed'

/** Tells this page that its own person has signed in in another tab. */
export const tellSignedInAgain = () => tell(SIGNED_IN_AGAIN)

/** Listens for it until what it answers is called. */
export const onSignedInAgain = (then: () => void) => listen(SIGNED_IN_AGAIN, then)

/** Tells this page that a form of it has done something, which other tabs may still show as it was. */
export const tellChanged = () => tell(CHANGED)

/** Listens for it until what it answers is called. */
export const onChanged = (then: () => void) => listen(CHANGED, then)

const tell = (news: string) => void window.dispatchEvent(new Event(news))

function listen(news: string, then: () => void) {
  window.addEventListener(news, then)
  return () => window.removeEventListener(news, then)
}
