import { z } from 'zod'
import { refuse } from './refuse'

/** Reads a field that takes a whole number from `least` to `most`. Anything else gets the sentence. */
export const wholeNumber = (least: number, most: number, sentence: string) =>
  z.string().transform((typed, context) => numberIn(typed, least, most) ?? refuse(context, sentence))

/** Reads the same where the field may stay empty. Null: it is. */
export const wholeNumberOrNone = (least: number, most: number, sentence: string) =>
  z
    .string()
    .transform((typed, context) =>
      typed.trim() === '' ? null : (numberIn(typed, least, most) ?? refuse(context, sentence)),
    )

function numberIn(typed: string, least: number, most: number): number | null {
  const number = typed.trim() === '' ? NaN : Number(typed)
  return Number.isInteger(number) && number >= least && number <= most ? number : null
}
