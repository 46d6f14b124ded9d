import { sizeInWords } from '../counted'

/** What to say of a file over the limit, in bytes. */
export const tooLarge = (limit: number) =>
  `Files can have at most ${sizeInWords(limit)}. Share a link to a larger one instead.`
