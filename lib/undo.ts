import { after, SECOND } from './clock'

/** How long the button that undoes an act stands there. Milliseconds. */
export const UNDO_SHOWN = 10 * SECOND

/**
 * How long an undo is taken: the button's time and twice as much again for a slow network, and for a page without
 * script, which says until when. Mail about what can be undone waits as long. Milliseconds.
 */
export const UNDO_TAKEN = 30 * SECOND

/** The seconds that the button is there for, for words and countdowns. */
export const UNDO_SECONDS = UNDO_SHOWN / SECOND

/** How many seconds are left of the button for what was done at `since`; none below zero. */
export const undoSecondsLeft = (since: Date, at: Date) =>
  Math.max(0, (after(since, UNDO_SHOWN).getTime() - at.getTime()) / SECOND)
