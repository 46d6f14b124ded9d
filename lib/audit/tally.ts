import { HOUR } from '../clock'

/** Returns the beginning of the hour of the clock that a time is in. */
export const hourOf = (at: Date) => new Date(Math.floor(at.getTime() / HOUR) * HOUR)
