import { createHash } from 'node:crypto'
import { Conflict } from './errors'

/** Short for facts as they are, in their order, so that a form can say which ones it was filled in from. */
export const markOf = (facts: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22)

/** Throws `Conflict` where the facts are others than those that the form `seen` was filled in from. `what`: "this access". */
export function refuseUnseen(what: string, mark: string, seen: string) {
  if (mark !== seen)
    throw new Conflict(
      'form.stale',
      `Somebody has changed ${what} since you opened this form. Load the page again to see how it is now; what you entered is still here to copy.`,
    )
}
