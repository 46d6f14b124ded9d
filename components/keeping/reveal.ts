import { isShown } from './is-shown'

/** Shows a field that stands behind another choice, or in what is folded: chooses and unfolds what it takes. */
export function reveal(field: HTMLTextAreaElement) {
  const folded = field.closest('details')
  if (folded) folded.open = true
  const choices = field.form?.querySelectorAll<HTMLInputElement>('input[type="radio"]:not(:checked)') ?? []
  for (const choice of choices) {
    if (isShown(field)) return
    choose(choice, field)
  }
}

/** Makes a choice, and takes it back where it doesn’t show the field. */
function choose(choice: HTMLInputElement, field: HTMLTextAreaElement) {
  const before = choice.form?.querySelector<HTMLInputElement>(
    `input[type="radio"][name="${CSS.escape(choice.name)}"]:checked`,
  )
  choice.checked = true
  if (isShown(field)) choice.dispatchEvent(new Event('input', { bubbles: true }))
  else if (before) before.checked = true
}
