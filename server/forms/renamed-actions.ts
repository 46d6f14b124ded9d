/**
 * Actions that had another file or another name in the last release, as in `released-actions.json`, and what each is now:
 * `'app/account/actions.ts rename': 'app/account/actions.ts changeName'`. Emptied with the next release.
 */
export const renamed: Record<string, string> = {}
