import { DAY } from '../../clock'

/** How long a file may take to arrive, in milliseconds: over a weekend, and with a computer left at work. */
export const EXPIRES = 3 * DAY
