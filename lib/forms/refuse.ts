import { z } from 'zod'

const SHOWN = 5

/** Puts a sentence at the field that is being read. */
export function refuse(context: z.RefinementCtx, sentence: string): never {
  context.addIssue(sentence)
  return z.NEVER
}

/** Says what is wrong with the entries of a list, a line each: of the first five, and how many more there are. */
export const firstFew = (problems: readonly string[]) =>
  [
    ...problems.slice(0, SHOWN),
    ...(problems.length > SHOWN ? [`${problems.length - SHOWN} more need another look too.`] : []),
  ].join('\n')
