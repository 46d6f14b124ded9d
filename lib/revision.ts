import { createHash } from 'node:crypto'
import { Conflict } from './errors'

/** Makes the revision of facts as they are, in their order, where no count of their changes is kept: 22 characters. */
export const revisionOf = (facts: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22)

/** Throws `Conflict` where a form was filled in from another revision than the one there is. `what`: "this policy". */
export function refuseStale<Revision extends string | number>(
  what: string,
  revision: Revision,
  filledInFrom: Revision | undefined,
) {
  if (revision !== filledInFrom)
    throw new Conflict(
      'form.stale',
      `Somebody else has changed ${what} meanwhile, or you have in another tab. Load the page again to see how it is now; what you entered is still here to copy.`,
    )
}
