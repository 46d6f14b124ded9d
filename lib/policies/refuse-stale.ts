import { Conflict } from '../errors'

/** Throws `Conflict` where somebody else has changed it since the form was filled in from revision `seen`. */
export function refuseStale(
  what: 'policy' | 'location' | 'label',
  { revision }: { revision: number },
  seen: number | undefined,
) {
  if (revision !== seen)
    throw new Conflict(
      'form.stale',
      `Somebody else has changed this ${what} meanwhile. Load the page again to see it; what you entered is still here to copy.`,
    )
}
