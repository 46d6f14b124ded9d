import { z } from 'zod'
import { theirs } from '../../words/letters'

/** The name of the review, as an administrator wrote it. */
export const reviewName = z.string().transform((name) => theirs(name, 120))

/** Writes a count with its noun: "1 item", "1,234 items". */
export const count = (number: number, noun = 'item') =>
  `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
