import { z } from 'zod'
import { oneLine } from '../words/letters'
import { isSeen } from '../plain-text'

/** A name as it may stand in a letter and a list: one line, nothing invisible. Empty means none. */
export const PersonNameField = z
  .string()
  .max(100, 'A name has at most 100 characters.')
  .optional()
  .transform((typed) => oneLine(typed ?? '', 100))
  .transform((name) => (isSeen(name) ? name : null))
