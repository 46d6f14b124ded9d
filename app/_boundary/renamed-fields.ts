/**
 * Names that fields of forms had in the last release, and those they have now, so that a form that is open during an
 * update is read. Emptied with the next release.
 */
export const renamedFields: ReadonlyMap<string, string> = new Map([
  ['seen', 'revision'],
  ['version', 'revision'],
])
