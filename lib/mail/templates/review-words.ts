import { z } from 'zod'
import { theirs } from '../../words/letters'

/** What an administrator called the review. */
export const reviewName = z.string().transform((name) => theirs(name, 120))

/** "1 item", "1,234 items" */
export const count = (number: number, noun = 'item') =>
  `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
