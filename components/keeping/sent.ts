/** Said on a form once what it held has arrived. */
const SENT = 'foyer-sent'

export const tellSent = (form: HTMLFormElement | null) => void form?.dispatchEvent(new Event(SENT))

/** Listens for it until what it answers is called. */
export function onSent(form: HTMLFormElement | null, then: () => void) {
  form?.addEventListener(SENT, then)
  return () => form?.removeEventListener(SENT, then)
}
