/** Foyer can't start, and says so in one line: what is wrong and how to mend it. */
export class CannotStart extends Error {}

/** What an error from below says, without its stack. */
export const reason = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? ''
