/** The one clock: every rule about time asks it, and nothing asks the database. */
export const now = () => new Date()

/** Milliseconds. */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** `time` moved by `milliseconds`, which may be negative. */
export const after = (time: Date, milliseconds: number) => new Date(time.getTime() + milliseconds)

/** True from the very millisecond on at which `milliseconds` have gone by since `since`; makes no date, for what is asked fifty times a request. */
export const isPast = (since: Date, milliseconds: number, at: Date) => at.getTime() - since.getTime() >= milliseconds

/** True from the very millisecond of `end` on. A null end never comes. */
export const isOver = (end: Date | null | undefined, at: Date = now()) => end != null && at >= end
