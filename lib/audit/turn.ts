const PAGE_SIZE = 50

/** One more than a page holds: it shows whether there is another page that way. */
export const ASKED_FOR = PAGE_SIZE + 1

/**
 * Makes a page of what was found, newest first, with the ids of the entries to ask on from. Null: there is no page that
 * way.
 */
export function turn<Found extends { id: string }, Row>(
  found: readonly Found[],
  { before, after }: { before?: object; after?: object },
  toRow: (one: Found) => Row,
) {
  const more = found.length > PAGE_SIZE
  const page = after ? found.slice(-PAGE_SIZE) : found.slice(0, PAGE_SIZE)
  const older = after || more ? page.at(-1)?.id : undefined
  const newer = (after && more) || before ? page.at(0)?.id : undefined
  return { rows: page.map(toRow), older: older ?? null, newer: newer ?? null }
}
