import { isShown } from './is-shown'

/** The forms of a signed-in page, each with how it stood when it was last sent. */
const watched = new Map<HTMLFormElement, string | null>()

/** Codes are no work of anybody's, and nothing to come back to. */
const passing = new Set(['', 'code', 'recoveryCode'])

/** Watches a form until what it answers is called. */
export function watchForm(form: HTMLFormElement) {
  watched.set(form, null)
  return () => void watched.delete(form)
}

/** Notes that a form is sent as it stands; nothing in it is lost with the page any longer. */
export const noteSent = (form: HTMLFormElement) => void (watched.has(form) && watched.set(form, standing(form)))

/** Notes that it was not, after all. */
export const noteNotSent = (form: HTMLFormElement) => void (watched.has(form) && watched.set(form, null))

/** Gives up whatever is half-written, as somebody has decided. */
export function giveUpHalfWritten() {
  for (const form of watched.keys()) noteSent(form)
  for (const form of document.querySelectorAll(SAYS_SO)) form.removeAttribute('data-half-written')
}

/** A form that keeps its fields in its own state says by itself that it is half-written. */
const SAYS_SO = 'form[data-half-written]'

/** Whether something would be lost with the page. */
export const anyHalfWritten = () => [...watched.keys()].some(isHalfWritten) || document.querySelector(SAYS_SO) !== null

export const isHalfWritten = (form: HTMLFormElement) =>
  watched.has(form) && isShown(form) && touched(form) && standing(form) !== watched.get(form)

const standing = (form: HTMLFormElement) =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]))

const touched = (form: HTMLFormElement) => [...form.elements].some((field) => !isPassing(field) && isTouched(field))

/** A field that finds what another one takes has no name; a file goes by another name. */
const isPassing = (field: Element) => !isFile(field) && passing.has(field.getAttribute('name') ?? '')

const isFile = (field: Element) => field instanceof HTMLInputElement && field.type === 'file'

function isTouched(field: Element) {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (field instanceof HTMLSelectElement)
    return (
      field.selectedIndex !==
      Math.max(
        0,
        [...field.options].findIndex((option) => option.defaultSelected),
      )
    )
  if (!(field instanceof HTMLInputElement) || field.type === 'submit') return false
  // An upload’s: the browser knows nothing of files that were dropped.
  if (field.type === 'hidden') return field.hasAttribute('data-typed')
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
  return field.type === 'file' ? Boolean(field.files?.length) : field.value !== field.defaultValue
}
